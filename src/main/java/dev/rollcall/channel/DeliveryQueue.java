package dev.rollcall.channel;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.rollcall.check.CheckStatus;
import dev.rollcall.check.StatusChange;
import dev.rollcall.flip.Flip;
import dev.rollcall.flip.FlipsRecorded;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.stereotype.Component;

/** Accepts deliveries in the transaction that records their flip: there is never a flip whose alert nobody owes. */
@Component
class DeliveryQueue {

    private final DeliveryStore deliveries;
    private final Task<Void> task;
    private final SchedulerClient client;
    private final Clock clock;

    DeliveryQueue(
            DeliveryStore deliveries,
            @Qualifier(DeliveryConfiguration.TASK) Task<Void> task,
            DataSource dataSource,
            Clock clock) {
        this.deliveries = deliveries;
        this.task = task;
        // Joins the caller's transaction; and any process can fill the queue that only workers empty.
        this.client = SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(dataSource), task)
                .jdbcCustomization(DeliveryConfiguration.POSTGRES)
                .build();
        this.clock = clock;
    }

    @EventListener
    void accept(FlipsRecorded recorded) {
        List<Long> worthTelling = recorded.flips().stream()
                .filter(flip -> isWorthTelling(flip.change()))
                .map(Flip::id)
                .toList();
        if (worthTelling.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        List<TaskInstance<?>> instances = deliveries.insert(worthTelling, now).stream()
                .map(UUID::toString)
                .map(task::instance)
                .collect(Collectors.toList());
        if (!instances.isEmpty()) {
            client.scheduleBatch(instances, now);
        }
    }

    /** That a new or a paused check came up is no news. */
    private static boolean isWorthTelling(StatusChange change) {
        return change.to() == CheckStatus.DOWN || (change.to() == CheckStatus.UP && change.from() == CheckStatus.DOWN);
    }
}
