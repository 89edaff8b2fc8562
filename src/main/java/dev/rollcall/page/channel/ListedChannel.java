package dev.rollcall.page.channel;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A channel in the list and on its page.
 *
 * @param name may be empty
 * @param address where alerts go, without secrets; the channels of a group; may be empty
 * @param checks how many checks use it
 * @param lastAlertAt when the latest message was queued; null if there was none
 * @param trouble null if it works
 * @param unsubscribedAt null unless the owner of the mailbox wants no e-mail
 */
record ListedChannel(
        UUID id,
        String name,
        String kind,
        String address,
        long checks,
        @Nullable Instant lastAlertAt,
        @Nullable Trouble trouble,
        @Nullable Instant unsubscribedAt) {

    public boolean isFailing() {
        return trouble != null;
    }

    public boolean isUnsubscribed() {
        return unsubscribedAt != null;
    }

    /** The word for its state: the end of a key of texts. */
    public String state() {
        if (isUnsubscribed()) {
            return "unsubscribed";
        }
        return isFailing() ? "failing" : "working";
    }

    /** The class of its lamp. */
    public String lamp() {
        if (isUnsubscribed()) {
            return "paused";
        }
        return isFailing() ? "down" : "up";
    }

    /**
     * Why messages do not arrive.
     *
     * @param lastError without address and secret
     * @param pausedUntil when one message is tried again; null while too few have failed for a pause
     */
    record Trouble(
            int failures,
            Instant since,
            String lastError,
            @Nullable Instant pausedUntil) {}
}
