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
 * @param unsubscribedAt when the owner of the mailbox unsubscribed; null if subscribed
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

    /** Its state, as the last part of the key of a text. */
    public String state() {
        if (isUnsubscribed()) {
            return "unsubscribed";
        }
        return isFailing() ? "failing" : "working";
    }

    /** The CSS class of its lamp. */
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
     * @param pausedUntil when one message is tried again; null if it is not paused
     */
    record Trouble(
            int failures,
            Instant since,
            String lastError,
            @Nullable Instant pausedUntil) {}
}
