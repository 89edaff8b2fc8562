package dev.rollcall.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When a failed delivery is retried: after 5 s, then after twice as long each time, at most an hour, for a day. Each
 * pause is up to a fifth longer, so deliveries that failed together do not return together.
 */
final class Backoff {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration MAX_PAUSE = Duration.ofHours(1);
    private static final double MAX_JITTER = 0.2;

    /** Ten doublings reach the hour; with this many attempts the last one comes about a day after the first. */
    static final int MAX_ATTEMPTS = 33;

    private Backoff() {}

    /** The pause after this many failed attempts. */
    static Duration after(int attempts, RandomGenerator random) {
        Duration pause = FIRST_PAUSE;
        for (int n = 1; n < attempts && pause.compareTo(MAX_PAUSE) < 0; n++) {
            pause = pause.multipliedBy(2);
        }
        Duration even = atMost(pause);
        return even.plusMillis((long) (even.toMillis() * MAX_JITTER * random.nextDouble()));
    }

    /** Our pause, or the one that a receiver asks for (RFC 9110, 10.2.3) if that is longer; at most an hour of it. */
    static Duration longer(Duration ours, Duration asked) {
        Duration granted = atMost(asked);
        return granted.compareTo(ours) > 0 ? granted : ours;
    }

    private static Duration atMost(Duration pause) {
        return pause.compareTo(MAX_PAUSE) < 0 ? pause : MAX_PAUSE;
    }
}
