package dev.rollcall.delivery;

import java.time.Duration;

/** When a delivery that failed is tried again: after 5 s, then twice as long each time, at most an hour, for a day. */
final class Backoff {

    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofHours(1);
    /** Ten doublings reach the hour; with these the last attempt comes about a day after the first. */
    static final int MAX_ATTEMPTS = 33;

    private Backoff() {}

    /** The pause after this many attempts that failed. */
    static Duration after(int attempts) {
        Duration pause = FIRST;
        for (int n = 1; n < attempts && pause.compareTo(LONGEST) < 0; n++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    }
}
