package dev.rollcall.page.check.detail;

import dev.rollcall.page.check.Lamp;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The history of a check, as far as its page shows it.
 *
 * @param change the latest change of status; null if there was none, or if it is no longer stored
 */
record History(
        @Nullable LoggedFlip change,
        Timeline timeline,
        DurationChart chart,
        List<ShownIncident> incidents,
        List<LoggedDelivery> deliveries) {

    /**
     * When the status that the lamp shows began; null if unknown. A check is down from its deadline on, but its change
     * of status is stored only when a worker has found it.
     *
     * @param expectedAt when the next ping is or was expected
     */
    @Nullable
    Instant since(Lamp lamp, @Nullable Instant expectedAt) {
        if (lamp == Lamp.LATE) {
            return expectedAt;
        }
        return change != null && change.to().name().equals(lamp.name()) ? change.at() : null;
    }
}
