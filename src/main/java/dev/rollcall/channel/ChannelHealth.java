package dev.rollcall.channel;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Whether a channel's alerts arrive. Implemented by the module that sends them. */
public interface ChannelHealth {

    /** How long a delivery waits for a channel that fails before it is given up. Time held back does not count. */
    Duration GIVEN_UP_AFTER = Duration.ofHours(25);

    /** Since when and why the channel's deliveries fail; empty if the latest one arrived, or there was none. */
    Optional<Failing> failing(UUID channel);

    /**
     * A channel whose deliveries fail.
     *
     * @param lastError why the latest attempt failed, without the channel's address
     */
    record Failing(Instant since, String lastError) {}
}
