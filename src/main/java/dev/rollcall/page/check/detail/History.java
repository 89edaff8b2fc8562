package dev.rollcall.page.check.detail;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a check, as far as its page shows it.
 *
 * @param since when the present status began; null if that is not known
 */
record History(
        @Nullable Instant since,
        Timeline timeline,
        DurationChart chart,
        List<ShownIncident> incidents,
        List<LoggedDelivery> deliveries) {}
