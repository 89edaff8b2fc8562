package dev.rollcall.delivery;

import java.time.Duration;

/** When a failed delivery is retried: after 5 s, then after twice as long each time, at most an hour, for a day. */
final class Backoff {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration MAX_PAUSE = Duration.ofHours(1);
    /** Ten doublings reach the hour; with this many attempts the last one comes about a day after the first. */
    static final int MAX_ATTEMPTS = 33;

    private Backoff() {}

    /** The pause after this many failed attempts. */
    static Duration after(int attempts) {
        Duration pause = FIRST_PAUSE;
        for (int n = 1; n < attempts && pause.compareTo(MAX_PAUSE) < 0; n++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(MAX_PAUSE) < 0 ? pause : MAX_PAUSE;
    }
}
