package dev.rollcall.signin.limit;

import dev.rollcall.account.Mailbox;
import dev.rollcall.platform.limit.ClientNetwork;
import dev.rollcall.platform.process.WebProcess;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.springframework.stereotype.Component;

/**
 * Limits attempts to sign in, for each address of an account and for each client. It does not matter whether the
 * address has an account. An address that is locked for passwords can still get links, and the other way round, so that
 * nobody can keep its owner out by trying passwords.
 */
@Component
@WebProcess
public class SignInAttempts {

    /**
     * In this time an address may be tried {@link #MAX_FOR_ADDRESS} times, and a client may try
     * {@link #MAX_FOR_CLIENT}.
     */
    public static final Duration WINDOW = Duration.ofMinutes(10);

    static final int MAX_FOR_ADDRESS = 10;

    /** Many people may share one address of the network. */
    static final int MAX_FOR_CLIENT = 100;

    private final AttemptStore attempts;
    private final Clock clock;

    SignInAttempts(AttemptStore attempts, Clock clock) {
        this.attempts = attempts;
        this.clock = clock;
    }

    /**
     * Counts an attempt, and returns whether it may go on. One of a client that has tried too often does not count for
     * the address: it would store a row for each text that a stranger makes up, and lock the address for its owner.
     *
     * @param way what is tried, such as {@code password}
     * @param address what was typed as the address of an account, or the id of the reader's account; empty if the way
     *     needs none
     */
    public boolean count(String way, String address, String client) {
        Instant now = clock.instant();
        Instant windowEnd = now.plus(WINDOW);
        if (attempts.count("client:" + ClientNetwork.of(client), now, windowEnd) > MAX_FOR_CLIENT) {
            return false;
        }
        String account = Mailbox.parse(address)
                .map(Mailbox::address)
                .orElseGet(() -> address.strip().toLowerCase(Locale.ROOT));
        return account.isEmpty() || attempts.count(way + ":" + account, now, windowEnd) <= MAX_FOR_ADDRESS;
    }
}
