package dev.rollcall.delivery.history;

import dev.rollcall.flip.Flip;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as the API shows it.
 *
 * @param purpose {@code flip}, or {@code reminder} that the check is still down
 * @param state {@code pending}, {@code sent}, {@code failed} or {@code outdated}
 * @param lastError why the last attempt failed, without address and secret; null when no attempt failed, or it was sent
 * @param finishedAt null while the delivery is pending
 * @param nextAttemptAt null unless the delivery is pending
 * @param heldBackBy why a pending delivery is held back; null if it is not
 */
record DeliveryLogEntry(
        UUID id,
        Recipient channel,
        Flip flip,
        String purpose,
        String state,
        int attempts,
        @Nullable String lastError,
        Instant createdAt,
        @Nullable Instant finishedAt,
        @Nullable Instant nextAttemptAt,
        @Nullable String heldBackBy) {

    /** The channel, without its address. */
    record Recipient(UUID id, String name, String kind) {}

    /** The position in a list among deliveries of the same time: ordered by flip, then by their own ids. */
    record DeliveryCursor(long flip, UUID delivery) {

        /** The position before all others, because lists are in descending order. */
        static final DeliveryCursor HIGHEST = new DeliveryCursor(Long.MAX_VALUE, new UUID(-1, -1));

        static DeliveryCursor parse(String text) {
            String[] parts = text.split("\\.", 2);
            if (parts.length < 2) {
                throw new IllegalArgumentException("is not a position in a list of deliveries");
            }
            return new DeliveryCursor(Long.parseLong(parts[0]), UUID.fromString(parts[1]));
        }

        @Override
        public String toString() {
            return flip + "." + delivery;
        }
    }
}
