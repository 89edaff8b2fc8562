package dev.rollcall.delivery;

import dev.rollcall.flip.Flip;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a flip came, or comes, to a channel.
 *
 * @param lastError why the last attempt failed, in words that hold no address and no secret; null when none did
 * @param finishedAt null while it is pending
 * @param nextAttemptAt null unless it is pending
 */
record DeliveryLogEntry(
        UUID id,
        Told channel,
        Flip flip,
        String state,
        int attempts,
        @Nullable String lastError,
        Instant createdAt,
        @Nullable Instant finishedAt,
        @Nullable Instant nextAttemptAt) {

    /** The channel, without its address. */
    record Told(UUID id, String name, String kind) {}

    /** Tells apart the deliveries of one instant: by flip, and those of one flip by their own ids. */
    record Place(long flip, UUID delivery) {

        /** Higher than any. */
        static final Place HIGHEST = new Place(Long.MAX_VALUE, new UUID(-1, -1));

        static Place parse(String text) {
            String[] parts = text.split("\\.", 2);
            if (parts.length < 2) {
                throw new IllegalArgumentException("is no place in a list of deliveries");
            }
            return new Place(Long.parseLong(parts[0]), UUID.fromString(parts[1]));
        }

        @Override
        public String toString() {
            return flip + "." + delivery;
        }
    }
}
