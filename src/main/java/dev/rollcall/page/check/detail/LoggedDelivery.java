package dev.rollcall.page.check.detail;

import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.StatusChange;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The channel that was told of a flip, and the outcome.
 *
 * @param channel the name of the channel; may be empty
 * @param status {@code PENDING}, {@code SENT}, {@code FAILED} or {@code OUTDATED}
 * @param lastError why the last attempt failed, without address and secret
 * @param nextAttemptAt null unless it is pending
 */
record LoggedDelivery(
        UUID channelId,
        String channel,
        String kind,
        CheckStatus to,
        StatusChange.Reason reason,
        String status,
        int attempts,
        @Nullable String lastError,
        Instant createdAt,
        @Nullable Instant finishedAt,
        @Nullable Instant nextAttemptAt) {

    /** The end of the key of its word. */
    public String label() {
        return status.toLowerCase(Locale.ROOT);
    }
}
