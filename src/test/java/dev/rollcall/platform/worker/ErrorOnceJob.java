package dev.rollcall.platform.worker;

import dev.rollcall.platform.process.WorkerProcess;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Throws an {@link Error} in its first turn and logs each later turn. Not a component: it runs only in a process that
 * has it before the jar on its class path and names it ({@code factors.Factor09LostThreadsTest}).
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
