package dev.rollcall.delivery;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** WORKER_CONCURRENCY: the number of deliveries that one worker makes at the same time. */
@Validated
@ConfigurationProperties("worker")
record DeliverySettings(
        @DefaultValue("32") @Min(1) @Max(1000) int concurrency) {}
