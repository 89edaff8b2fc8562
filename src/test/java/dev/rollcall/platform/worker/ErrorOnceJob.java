package dev.rollcall.platform.worker;

import dev.rollcall.platform.process.WorkerProcess;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Throws an {@link Error} at its first turn and tells of each later one. It is no component: only a process that has it
 * before the jar on its class path, and names it, runs it ({@code factors.Factor09LostThreadsTest}).
 */
@WorkerProcess
public class ErrorOnceJob implements WorkerJob {

    private static final Logger log = LoggerFactory.getLogger(ErrorOnceJob.class);

    private boolean thrown;

    @Override
    public String name() {
        return "error-once";
    }

    @Override
    public Duration interval() {
        return Duration.ofMillis(200);
    }

    @Override
    public int runOnce() {
        if (!thrown) {
            thrown = true;
            throw new NoClassDefFoundError("of a test");
        }
        log.atInfo().addKeyValue("event", "test.next-turn").log("the job goes on");
        return 0;
    }
}
