package dev.rollcall.page.check.detail;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The history of a check, as far as its page shows it.
 *
 * @param since when the present status began; null if unknown
 */
record History(
        @Nullable Instant since,
        Timeline timeline,
        DurationChart chart,
        List<ShownIncident> incidents,
        List<LoggedDelivery> deliveries) {}
