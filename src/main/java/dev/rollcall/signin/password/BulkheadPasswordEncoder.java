package dev.rollcall.signin.password;

import dev.rollcall.platform.problem.UnavailableException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Hashes few passwords at the same time. A hash keeps a processor busy for tens of milliseconds, on purpose, and an unknown
 * address costs as much as a known one. Without a limit, a flood of attempts would make all other requests wait.
 */
public final class BulkheadPasswordEncoder implements PasswordEncoder {

    /** How many may be hashed or wait for it. They take a second or two. */
    public static final int MAX_UNDER_WAY = 20;

    private final PasswordEncoder encoder;
    private final Semaphore places = new Semaphore(MAX_UNDER_WAY);
    private final Semaphore turns;

    /** Uses half of the processors. */
    public BulkheadPasswordEncoder(PasswordEncoder encoder) {
        this(encoder, Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    BulkheadPasswordEncoder(PasswordEncoder encoder, int atOnce) {
        this.encoder = encoder;
        this.turns = new Semaphore(atOnce, true);
    }

    /** @throws UnavailableException if too many passwords wait */
    @Override
    public @Nullable String encode(@Nullable CharSequence password) {
        return inTurn(() -> encoder.encode(password));
    }

    /** @throws UnavailableException if too many passwords wait */
    @Override
    public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
        return inTurn(() -> encoder.matches(password, hash));
    }

    @Override
    public boolean upgradeEncoding(@Nullable String hash) {
        return encoder.upgradeEncoding(hash);
    }

    private <T extends @Nullable Object> T inTurn(Supplier<T> work) {
        if (!places.tryAcquire()) {
            throw UnavailableException.busy("too many passwords are being compared");
        }
        try {
            turns.acquireUninterruptibly();
            try {
                return work.get();
            } finally {
                turns.release();
            }
        } finally {
            places.release();
        }
    }
}
