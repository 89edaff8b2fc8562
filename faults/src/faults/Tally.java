package faults;

import java.time.Duration;
import java.util.Locale;

/** The counts of one fault, for the table in docs/reliability.md. */
record Tally(String fault, Sent pings, Told alerts, Duration untilPings, Duration untilAlerts) {

    /**
     * The pings.
     *
     * @param ok acknowledged, and each stored once
     * @param refused answered 503
     * @param refusedButStored those of them that are stored, once
     * @param unanswered neither an answer nor a refusal
     * @param unansweredButStored those of them that are stored, once
     */
    record Sent(long ok, long refused, int refusedButStored, long unanswered, int unansweredButStored) {}

    /**
     * The alerts.
     *
     * @param due flips of which the channel must be told
     * @param received different alerts
     * @param repeated requests with an alert that was received before
     */
    record Told(int due, int received, int repeated) {

        Told plus(Told other) {
            return new Told(due + other.due, received + other.received, repeated + other.repeated);
        }
    }

    /** One line. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "FAULT %s: %d pings OK, all stored once; %d refused, %d stored; %d without an answer, %d stored;"
                        + " %d alerts due, %d received, %d repeated, 0 false; pings OK after %.1f s, alerts after %.1f s",
                fault,
                pings.ok(),
                pings.refused(),
                pings.refusedButStored(),
                pings.unanswered(),
                pings.unansweredButStored(),
                alerts.due(),
                alerts.received(),
                alerts.repeated(),
                untilPings.toMillis() / 1000.0,
                untilAlerts.toMillis() / 1000.0);
    }
}
