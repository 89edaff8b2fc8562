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
 * Reports to a worker's heartbeat that deliveries are being taken. db-scheduler reports each poll of the queue that it
 * makes while a thread is free. So both an ended loop and a pool whose threads all hang are noticed.
 */
@Component
@WorkerProcess
class DeliveryPulse extends AbstractSchedulerListener {

    private static final String NAME = "deliveries";

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    /** All threads may be busy for this long, because one of them does the daily pruning. */
    private static final Duration MAX_BUSY = Duration.ofMinutes(30);

    private final WorkerLiveness pulse;
    private final VitalThreads threads;
    private volatile @Nullable LoopProgress polls;

    DeliveryPulse(WorkerLiveness pulse, VitalThreads threads) {
        this.pulse = pulse;
        this.threads = threads;
    }

    @EventListener(SchemaCurrent.class)
    void begin() {
        pulse.done(NAME, INTERVAL);
        polls = threads.expect(NAME, MAX_BUSY);
    }

    @EventListener(ContextClosedEvent.class)
    void end() {
        LoopProgress expected = polls;
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
        LoopProgress expected = polls;
        if (expected != null) {
            expected.turned();
        }
    }
}
