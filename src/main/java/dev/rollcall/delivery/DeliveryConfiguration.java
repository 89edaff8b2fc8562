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

/** How db-scheduler works for us: at least once, retried with back-off, taken over from workers that died. */
@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {

    private static final Logger log = LoggerFactory.getLogger(DeliveryConfiguration.class);

    static final String TASK = "deliverAlert";
    static final String TASK_NAME = "deliver-alert";

    /** How soon a delivery looks again whether those before it have gone. */
    private static final Duration PUT_OFF = Duration.ofMillis(500);

    /** The entry is gone with the note of the success; or {@link WorkerDeliveries} hands it back. */
    private static final CompletionHandler<Void> LEAVE_AS_IT_IS = (attempt, queue) -> {};

    /** Due times and heartbeats of the queue are compared across workers too. */
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
                        case LEAVE -> LEAVE_AS_IT_IS;
                        case PUT_OFF ->
                            (attempt, queue) -> unlessTaken(
                                    taken,
                                    () -> queue.reschedule(
                                            attempt, attempt.getTimeDone().plus(PUT_OFF)));
                    };
                });
    }

    /** A worker that stood still has lost its entry to another, whose result counts; the library would call it a bug. */
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
                .log("another worker has taken the delivery meanwhile");
    }
}
