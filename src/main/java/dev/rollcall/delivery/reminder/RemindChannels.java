package dev.rollcall.delivery.reminder;

import dev.rollcall.platform.process.WorkerProcess;
import dev.rollcall.platform.worker.WorkerJob;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Reminds channels of checks that are still down. Every worker runs it; no reminder is created twice. */
@Component
@WorkerProcess
class RemindChannels implements WorkerJob {

    private static final int BATCH = 500;

    private final ReminderStore reminders;
    private final Clock clock;

    RemindChannels(ReminderStore reminders, Clock clock) {
        this.reminders = reminders;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "remind-channels";
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(5);
    }

    @Override
    public int runOnce() {
        return reminders.remind(clock.instant(), BATCH).lookedAt();
    }
}
