package dev.rollcall.delivery;

import dev.rollcall.channel.Channels;
import dev.rollcall.platform.log.FailureReason;
import dev.rollcall.platform.log.RequestId;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.time.Clock;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Makes one delivery: sends it outside any transaction, then records the result. A delivery may be sent twice, because a
 * worker may die after sending and before recording it. So the alert has an id that stays the same.
 */
@Component
class DeliverAlerts {

    private static final Logger log = LoggerFactory.getLogger(DeliverAlerts.class);

    private final Results results;
    private final FailedAttempts failures;
    private final DeliveryOrder order;
    private final CircuitBreaker breaker;
    private final Leases leases;
    private final Channels channels;
    private final ObservationRegistry observations;
    private final Clock clock;
    private volatile boolean handingBack;

    DeliverAlerts(
            Results results,
            FailedAttempts failures,
            DeliveryOrder order,
            CircuitBreaker breaker,
            Leases leases,
            Channels channels,
            ObservationRegistry observations,
            Clock clock) {
        this.results = results;
        this.failures = failures;
        this.order = order;
        this.breaker = breaker;
        this.leases = leases;
        this.channels = channels;
        this.observations = observations;
        this.clock = clock;
    }

    /**
     * Sends the alert, unless it is outdated or others come first, and records the result.
     *
     * @throws VirtualMachineError when the process must end; the attempt is recorded
     */
    void deliver(Attempt attempt) {
        OptionalInt changes;
        try {
            changes = order.turn(attempt);
        } catch (RuntimeException | Error e) {
            failed(attempt, e);
            return;
        }
        changes.ifPresent(count -> RequestId.during(attempt.taken().requestId(), () -> observed(attempt, count)));
    }

    /** Aborts the calls under way. From now on failures do not count as attempts. */
    void handBack() {
        handingBack = true;
        channels.abort();
    }

    private boolean observed(Attempt attempt, int changes) {
        String requestId = attempt.taken().requestId();
        Observation observation = Observation.createNotStarted("rollcall.delivery", observations)
                .highCardinalityKeyValue("request_id", requestId == null ? KeyValue.NONE_VALUE : requestId)
                .start();
        boolean isSent = false;
        try (Observation.Scope ignored = observation.openScope()) {
            isSent = send(attempt, changes);
            return isSent;
        } finally {
            // Metrics and traces do not get the exception, because its message may hold the channel's address.
            observation
                    .lowCardinalityKeyValue("result", isSent ? "done" : "retry")
                    .stop();
        }
    }

    private boolean send(Attempt attempt, int changes) {
        try {
            if (leases.isExpired(attempt.taken())) {
                // This process stood still. Another worker sends it, or has sent it and later ones.
                Results.logSuperseded(attempt);
                return false;
            }
            channels.kind(attempt.channel()).deliver(attempt.message(changes, clock.instant()));
        } catch (RuntimeException | Error e) {
            failed(attempt, e);
            return false;
        }
        recordSent(attempt);
        return true;
    }

    private void failed(Attempt attempt, Throwable failure) {
        // When we aborted it ourselves, it says nothing about the channel and costs no attempt.
        if (!handingBack || failure instanceof VirtualMachineError) {
            failures.record(attempt, failure);
        }
    }

    private void recordSent(Attempt attempt) {
        boolean isRecorded;
        try {
            isRecorded = results.record(attempt, Result.sent(attempt.taken(), clock.instant()));
            if (attempt.taken().isChannelFailing()) {
                breaker.works(attempt.taken());
            }
        } catch (RuntimeException e) {
            if (!handingBack) {
                FailedAttempts.withIds(log.atWarn(), attempt)
                        .addKeyValue("event", "delivery.unnoted")
                        .addKeyValue("reason", FailureReason.of(e))
                        .log("alert was sent, but that could not be recorded; it will be sent again");
            }
            return;
        }
        if (isRecorded) {
            FailedAttempts.withIds(log.atInfo(), attempt)
                    .addKeyValue("event", "delivery.sent")
                    .log("alert was sent");
        }
    }
}
