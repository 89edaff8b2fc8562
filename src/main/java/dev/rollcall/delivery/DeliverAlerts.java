package dev.rollcall.delivery;

import dev.rollcall.channel.Alert;
import dev.rollcall.channel.ChannelKind;
import dev.rollcall.channel.Channels;
import dev.rollcall.channel.Message;
import dev.rollcall.channel.Notice;
import dev.rollcall.delivery.digest.AlertSettings;
import dev.rollcall.delivery.digest.Digest;
import dev.rollcall.platform.log.FailureReason;
import dev.rollcall.platform.log.RequestId;
import dev.rollcall.platform.telemetry.Traces;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.ReceiverContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Makes one delivery: sends it outside any transaction, then records the result. A delivery may be sent twice, because
 * a worker may die after sending it and before recording that. An alert keeps its id at every attempt, so that a
 * receiver can drop the duplicate.
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
    private final AlertSettings settings;
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
            AlertSettings settings,
            ObservationRegistry observations,
            Clock clock) {
        this.results = results;
        this.failures = failures;
        this.order = order;
        this.breaker = breaker;
        this.leases = leases;
        this.channels = channels;
        this.settings = settings;
        this.observations = observations;
        this.clock = clock;
    }

    /**
     * Sends the alert, unless it is outdated or others come first, and records the result. Several are sent as one
     * message.
     *
     * @throws VirtualMachineError when the process must end; the attempt is recorded
     */
    void deliver(Attempt attempt) {
        List<InTurn> turns = attempt.all().flatMap(one -> turn(one).stream()).toList();
        if (!turns.isEmpty()) {
            RequestId.during(turns.get(0).attempt().taken().requestId(), () -> observed(turns));
        }
    }

    private Optional<InTurn> turn(Attempt attempt) {
        try {
            OptionalInt changes = order.turn(attempt);
            return changes.isPresent() ? Optional.of(new InTurn(attempt, changes.getAsInt())) : Optional.empty();
        } catch (RuntimeException | Error e) {
            failed(List.of(attempt), e);
            return Optional.empty();
        }
    }

    /** Aborts the calls under way. From now on failures do not count as attempts. */
    void handBack() {
        handingBack = true;
        channels.abort();
    }

    private boolean observed(List<InTurn> turns) {
        Taken first = turns.get(0).attempt().taken();
        String requestId = first.requestId();
        Observation observation = Observation.createNotStarted("rollcall.delivery", () -> received(first), observations)
                .highCardinalityKeyValue("request_id", requestId == null ? KeyValue.NONE_VALUE : requestId)
                .start();
        boolean isSent = false;
        try (Observation.Scope ignored = observation.openScope()) {
            isSent = send(turns);
            return isSent;
        } finally {
            // Metrics and traces do not get the exception, because its message may hold the channel's address.
            observation
                    .lowCardinalityKeyValue("result", isSent ? "done" : "retry")
                    .stop();
        }
    }

    /** The delivery continues the trace of whatever caused the flip: a ping, a user or a sweep. */
    private static ReceiverContext<Map<String, String>> received(Taken taken) {
        var context = new ReceiverContext<Map<String, String>>(Map::get);
        context.setCarrier(Traces.headers(taken.traceparent()));
        return context;
    }

    private boolean send(List<InTurn> turns) {
        List<InTurn> held = turns.stream().filter(this::isHeld).toList();
        List<Attempt> attempts = held.stream().map(InTurn::attempt).toList();
        if (held.isEmpty()) {
            return false;
        }
        boolean isWanted;
        try {
            ChannelKind kind = channels.kind(attempts.get(0).channel());
            Message message = message(held);
            isWanted = kind.wants(message);
            if (isWanted) {
                kind.deliver(message);
            }
        } catch (RuntimeException | Error e) {
            failed(attempts, e);
            return false;
        }
        recordSent(attempts, isWanted);
        return true;
    }

    private boolean isHeld(InTurn turn) {
        if (leases.isExpired(turn.attempt().taken())) {
            // This process was frozen. Another worker sends the alert, or has already sent it and later ones.
            Results.logSuperseded(turn.attempt());
            return false;
        }
        return true;
    }

    /** A single alert is sent unchanged. */
    private Message message(List<InTurn> turns) {
        Instant now = clock.instant();
        Attempt first = turns.get(0).attempt();
        if (turns.size() == 1) {
            return first.message(turns.get(0).changes(), now);
        }
        List<Alert> alerts = turns.stream()
                .map(turn -> (Alert) turn.attempt().message(turn.changes(), now))
                .toList();
        boolean isLate = turns.stream().anyMatch(turn -> turn.attempt().taken().isLate(settings.horizon(now)));
        return new Notice(first.id(), first.channel(), Digest.of(alerts, isLate), now);
    }

    private void failed(List<Attempt> attempts, Throwable failure) {
        // If we aborted it ourselves, the failure says nothing about the channel and costs no attempt.
        if (!handingBack || failure instanceof VirtualMachineError) {
            failures.record(attempts, failure);
        }
    }

    /** A message that its channel does not want counts as sent, but says nothing about the channel. */
    private void recordSent(List<Attempt> attempts, boolean isWanted) {
        Attempt attempt = attempts.get(0);
        List<Attempt> recorded;
        try {
            recorded = results.record(attempts, one -> Result.sent(one, clock.instant()));
        } catch (RuntimeException e) {
            if (!handingBack) {
                FailedAttempts.withIds(log.atWarn(), attempt)
                        .addKeyValue("event", "delivery.unnoted")
                        .addKeyValue("reason", FailureReason.of(e))
                        .log("alert was sent, but that could not be recorded; it will be sent again");
            }
            return;
        }
        recorded.forEach(one -> FailedAttempts.withIds(log.atInfo(), one)
                .addKeyValue("event", "delivery.sent")
                .log("alert was sent"));
        recordHealth(attempt.taken(), isWanted);
    }

    private void recordHealth(Taken taken, boolean isWanted) {
        try {
            if (!isWanted) {
                breaker.notCalled(taken);
            } else if (taken.recipient().isFailing()) {
                breaker.works(taken);
            }
        } catch (RuntimeException e) {
            if (!handingBack) {
                log.atWarn()
                        .addKeyValue("event", "channel.unnoted")
                        .addKeyValue("channel_id", taken.channelId())
                        .addKeyValue("reason", FailureReason.of(e))
                        .log("the health of the channel could not be recorded; its next alert does it");
            }
        }
    }

    /** A delivery whose turn it is, with the number of changes that it stands for. */
    private record InTurn(Attempt attempt, int changes) {}
}
