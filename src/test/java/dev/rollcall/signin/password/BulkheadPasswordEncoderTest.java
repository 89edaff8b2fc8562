package dev.rollcall.signin.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.platform.problem.UnavailableException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.password.PasswordEncoder;

class BulkheadPasswordEncoderTest {

    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private final ExecutorService callers = Executors.newCachedThreadPool();

    private final PasswordEncoder encoder = new BulkheadPasswordEncoder(new SlowEncoder(), 2);

    @AfterEach
    void stop() {
        end.countDown();
        callers.shutdown();
    }

    @Test
    void fewAreHashedAtOnceOthersWaitAndTheRestIsRefused() {
        var answers = Stream.generate(() -> callers.submit(this::ask))
                .limit(BulkheadPasswordEncoder.MAX_UNDER_WAY)
                .toList();
        Awaitility.await().until(() -> asked.get() == answers.size() && atOnce.get() == 2);

        assertThatThrownBy(() -> encoder.encode("one too many")).isInstanceOf(UnavailableException.class);

        end.countDown();
        assertThat(answers).map(Future::get).containsOnly(true);
        assertThat(encoder.encode("later")).isEqualTo("later");
    }

    private boolean ask() {
        asked.incrementAndGet();
        return encoder.matches("a password", "a password");
    }

    /** Each hash takes until the end of the test. */
    private final class SlowEncoder implements PasswordEncoder {

        @Override
        public @Nullable String encode(@Nullable CharSequence password) {
            assertThat(atOnce.incrementAndGet()).isLessThanOrEqualTo(2);
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            atOnce.decrementAndGet();
            return String.valueOf(password);
        }

        @Override
        public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
            return String.valueOf(encode(password)).equals(hash);
        }
    }
}
