package dev.rollcall.page.check.edit;

import dev.rollcall.check.state.StatusChange;
import dev.rollcall.whatif.ReplayedAlert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A time in which a check is down, with the alert that begins it.
 *
 * @param until null if it has not ended
 */
record Downtime(
        Instant at, StatusChange.Reason reason, @Nullable Instant until) {

    private static final String DOWN = "down";
    private static final String UP = "up";

    /** The downtimes of alerts, which are in the order of their times. */
    static List<Downtime> of(List<ReplayedAlert> alerts) {
        List<Downtime> all = new ArrayList<>();
        @Nullable ReplayedAlert began = null;
        for (ReplayedAlert alert : alerts) {
            if (began != null && alert.status().equals(UP)) {
                all.add(new Downtime(began.at(), began.reason(), alert.at()));
                began = null;
            } else if (began == null && alert.status().equals(DOWN)) {
                began = alert;
            }
        }
        if (began != null) {
            all.add(new Downtime(began.at(), began.reason(), null));
        }
        return all;
    }

    /**
     * How long it lasted, or null if it has not ended. For a missing ping: how much longer the grace time would have
     * had to be.
     */
    public @Nullable Duration length() {
        return until == null ? null : Duration.between(at, until);
    }
}
