package dev.rollcall.delivery;

import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.DeadExecutionHandler.ReviveDeadExecution;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Configures db-scheduler: deliveries are made at least once, retried with back-off, and taken over from dead workers.
 */
@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {

    private static final Logger log = LoggerFactory.getLogger(DeliveryConfiguration.class);

    static final String TASK = "deliverAlert";
    static final String TASK_NAME = "deliver-alert";

    /** When a delivery checks again whether earlier ones are finished. */
    private static final Duration POSTPONEMENT = Duration.ofMillis(500);

    /** The entry was removed when the success was recorded, or {@link WorkerDeliveries} hands it back. */
    private static final CompletionHandler<Void> LEAVE_UNCHANGED = (attempt, queue) -> {};

    /** Workers compare the queue's due times and heartbeats, so they use the common clock. */
    @Bean
    com.github.kagkarlsson.scheduler.Clock queueClock(Clock clock) {
        return clock::instant;
    }

    @Bean(TASK)
    Task<Void> deliverAlert(ObjectProvider<DeliverAlerts> deliverAlerts) {
        var revive = new ReviveDeadExecution<Void>();
        return Tasks.custom(TASK_NAME, Void.class)
                .onDeadExecution(
                        (dead, queue) -> unlessTaken(dead.getExecution(), () -> revive.deadExecution(dead, queue)))
                .onFailure((attempt, queue) -> unlessTaken(
                        attempt.getExecution(),
                        () -> queue.reschedule(
                                attempt,
                                attempt.getTimeDone()
                                        .plus(Backoff.after(attempt.getExecution().consecutiveFailures + 1)))))
                .execute((instance, context) -> {
                    Execution taken = context.getExecution();
                    return switch (deliverAlerts
                            .getObject()
                            .deliver(UUID.fromString(instance.getId()), taken.version)) {
                        case REMOVE -> (attempt, queue) -> unlessTaken(taken, queue::stop);
                        case LEAVE -> LEAVE_UNCHANGED;
                        case PUT_OFF ->
                            (attempt, queue) -> unlessTaken(
                                    taken,
                                    () -> queue.reschedule(
                                            attempt, attempt.getTimeDone().plus(POSTPONEMENT)));
                    };
                });
    }

    /** When another worker has taken over the entry, that worker's result counts. The library would report a bug. */
    private static void unlessTaken(Execution entry, Runnable change) {
        try {
            change.run();
        } catch (ExecutionException e) {
            superseded(entry.getId());
        }
    }

    static void superseded(String delivery) {
        log.atInfo()
                .addKeyValue("event", "delivery.superseded")
                .addKeyValue("delivery_id", delivery)
                .log("another worker has taken over the delivery");
    }
}
