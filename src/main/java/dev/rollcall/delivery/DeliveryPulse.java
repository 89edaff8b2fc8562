package dev.rollcall.delivery;

import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.event.SchedulerListener.SchedulerEventType;
import dev.rollcall.platform.database.SchemaCurrent;
import dev.rollcall.platform.process.WorkerProcess;
import dev.rollcall.platform.thread.LoopProgress;
import dev.rollcall.platform.thread.VitalThreads;
import dev.rollcall.platform.worker.WorkerLiveness;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Has a worker's heartbeat say that deliveries are taken. db-scheduler tells of each look at the queue that it makes
 * with a thread free; so a loop of its that ended is found, and threads that all hang.
 */
@Component
@WorkerProcess
class DeliveryPulse extends AbstractSchedulerListener {

    private static final String NAME = "deliveries";

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    /** All threads may be busy for this long: the daily pruning is done by one of them. */
    private static final Duration MAX_BUSY = Duration.ofMinutes(30);

    private final WorkerLiveness pulse;
    private final VitalThreads threads;
    private volatile @Nullable LoopProgress looks;

    DeliveryPulse(WorkerLiveness pulse, VitalThreads threads) {
        this.pulse = pulse;
        this.threads = threads;
    }

    @EventListener(SchemaCurrent.class)
    void begin() {
        pulse.done(NAME, INTERVAL);
        looks = threads.expect(NAME, MAX_BUSY);
    }

    @EventListener(ContextClosedEvent.class)
    void end() {
        LoopProgress expected = looks;
        if (expected != null) {
            threads.forget(expected);
        }
    }

    /** After each poll of the queue. db-scheduler's own event, RAN_EXECUTE_DUE, comes only if something was due. */
    void polled() {
        pulse.done(NAME, INTERVAL);
        turned();
    }

    /** A failed poll shows that the loop lives, but not that deliveries are taken. */
    @Override
    public void onSchedulerEvent(SchedulerEventType event) {
        if (event == SchedulerEventType.UNEXPECTED_ERROR) {
            turned();
        }
    }

    private void turned() {
        LoopProgress expected = looks;
        if (expected != null) {
            expected.turned();
        }
    }
}
