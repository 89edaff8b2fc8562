package dev.rollcall.delivery;

import dev.rollcall.channel.DeliveryException;
import dev.rollcall.delivery.history.DeliveryStatus;
import dev.rollcall.platform.log.FailureReason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.stereotype.Component;

/**
 * Records and logs every failed attempt, for every exception and error. Otherwise a delivery could fail forever unseen.
 */
@Component
class FailedAttempts {

    private static final Logger log = LoggerFactory.getLogger(FailedAttempts.class);

    private final Results results;
    private final CircuitBreaker breaker;
    private final Clock clock;

    FailedAttempts(Results results, CircuitBreaker breaker, Clock clock) {
        this.results = results;
        this.breaker = breaker;
        this.clock = clock;
    }

    /**
     * Records a failed attempt to send these deliveries, which is one failure of their channel.
     *
     * @throws VirtualMachineError the failure itself, because the process must then end
     */
    void record(List<Attempt> attempts, Throwable failure) {
        Instant now = clock.instant();
        Duration pause = pause(attempts.get(0).taken().attempts() + 1, failure);
        record(attempts, taken -> result(taken, failure, now, pause), reason(failure));
        if (failure instanceof VirtualMachineError error && !(error instanceof StackOverflowError)) {
            throw error;
        }
    }

    private void record(List<Attempt> attempts, Function<Taken, Result> result, String reason) {
        try {
            List<Attempt> recorded = results.record(attempts, result);
            if (!recorded.isEmpty()) {
                breaker.failed(
                        recorded.get(0).taken(),
                        String.valueOf(result.apply(recorded.get(0).taken()).lastError()));
            }
            recorded.forEach(attempt -> logFailed(attempt, result.apply(attempt.taken())));
        } catch (RuntimeException e) {
            // The database is probably down. The lease expires, and the delivery is made again.
            withIds(log.atWarn(), attempts.get(0))
                    .addKeyValue("event", "delivery.failed")
                    .addKeyValue("reason", reason)
                    .addKeyValue("unnoted", FailureReason.of(e))
                    .log("alert was not sent, and that could not be recorded");
        }
    }

    private static void logFailed(Attempt attempt, Result result) {
        boolean isLast = result.status() == DeliveryStatus.FAILED;
        withIds(isLast ? log.atError() : log.atWarn(), attempt)
                .addKeyValue("event", isLast ? "delivery.given-up" : "delivery.failed")
                .addKeyValue("attempt", result.attempts())
                .addKeyValue("reason", result.lastError())
                .log("alert was not sent");
    }

    private static Result result(Taken taken, Throwable failure, Instant now, Duration pause) {
        String reason = reason(failure);
        int attempts = taken.attempts() + 1;
        return isPermanent(failure) || attempts >= Backoff.MAX_ATTEMPTS
                ? Result.failedForGood(taken, reason, now)
                : Result.triedAgainAt(taken, reason, now.plus(pause));
    }

    /** A receiver may ask for a longer pause than ours. */
    private static Duration pause(int attempts, Throwable failure) {
        Duration ours = Backoff.after(attempts, ThreadLocalRandom.current());
        return failure instanceof DeliveryException expected
                ? expected.retryAfter()
                        .map(asked -> Backoff.longer(ours, asked))
                        .orElse(ours)
                : ours;
    }

    /** Without the message of an unexpected exception, which may hold the channel's address. */
    private static String reason(Throwable failure) {
        return failure instanceof DeliveryException
                ? String.valueOf(failure.getMessage())
                : "unexpected failure: " + FailureReason.kind(failure);
    }

    private static boolean isPermanent(Throwable failure) {
        return failure instanceof DeliveryException expected && expected.isPermanent();
    }

    /** Adds the ids of the delivery, its flip and its channel to an event. */
    static LoggingEventBuilder withIds(LoggingEventBuilder event, Attempt attempt) {
        Taken taken = attempt.taken();
        LoggingEventBuilder identified = event.addKeyValue("delivery_id", taken.id());
        if (taken.flip() != null) {
            identified = identified.addKeyValue("flip_id", taken.flip().id());
        } else if (taken.content() instanceof Taken.NoticeContent content) {
            identified = identified.addKeyValue("notice", content.notice().kind());
        }
        return identified.addKeyValue("channel_id", taken.channelId());
    }
}
