package dev.rollcall.delivery;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How many deliveries one worker makes at the same time: WORKER_CONCURRENCY in all, WORKER_CHANNEL_CONCURRENCY to one
 * channel, WORKER_HOST_CONCURRENCY to one host of receivers.
 */
@Validated
@ConfigurationProperties("worker")
record DeliverySettings(
        @DefaultValue("64") @Min(1) @Max(1000) int concurrency,
        @DefaultValue("16") @Min(1) @Max(1000) int channelConcurrency,
        @DefaultValue("32") @Min(1) @Max(1000) int hostConcurrency) {

    /** The limit for a channel. */
    int ofChannel() {
        return Math.min(channelConcurrency, share());
    }

    /** The limit for a host. */
    int ofHost() {
        return Math.min(hostConcurrency, share());
    }

    /** Three quarters of all threads, so a receiver that hangs never holds every thread. */
    private int share() {
        return Math.max(1, concurrency * 3 / 4);
    }
}
