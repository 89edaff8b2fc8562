package dev.rollcall.page.channel.log;

import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.StatusChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery of a channel.
 *
 * @param change null for a notice
 * @param notice the kind of a notice; null for an alert
 * @param attempts how many attempts have ended, failed or not
 * @param lastError what the receiver answered, or why there was no answer; null if none failed, or the last one
 *     succeeded
 * @param took the time from the queue until the receiver accepted it; null unless it was accepted
 * @param plan null unless it is pending
 */
record ChannelLogEntry(
        UUID id,
        DeliveryState state,
        @Nullable Change change,
        @Nullable String notice,
        int attempts,
        @Nullable String lastError,
        Instant createdAt,
        @Nullable Duration took,
        @Nullable RetryPlan plan) {

    /**
     * What an alert is about.
     *
     * @param key the unique key of the check
     * @param reminder 0 for the first alert; n for the n-th reminder that the check is still down
     */
    record Change(
            String key, String checkName, CheckStatus from, CheckStatus to, StatusChange.Reason reason, int reminder) {

        public boolean isLate() {
            return reason == StatusChange.Reason.LATE;
        }

        /** The word and the class of the lamp before. */
        public String before() {
            return label(from);
        }

        /** The word and the class of the lamp after. */
        public String after() {
            return isLate() ? "late" : label(to);
        }

        private static String label(CheckStatus status) {
            return status.name().toLowerCase(Locale.ROOT);
        }
    }
}
