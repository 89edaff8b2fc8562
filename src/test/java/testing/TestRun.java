package testing;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/**
 * Ends what the tests of one run share. Maven repeats failed black-box tests in a second run, in the same JVM: a deploy
 * of the first run would still have its names, accounts and mails. The database server lives as long as the JVM.
 */
public final class TestRun implements TestExecutionListener {

    private static final Deque<Runnable> AT_END = new ConcurrentLinkedDeque<>();

    static {
        // If the JVM is stopped, the run does not end.
        Runtime.getRuntime().addShutdownHook(new Thread(TestRun::end));
    }

    /** Runs this action when the run ends; the last one that was added is first. */
    public static void atEnd(Runnable action) {
        AT_END.push(action);
    }

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        Awaitility.setDefaultTimeout(App.PATIENCE);
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        end();
    }

    private static void end() {
        for (Runnable action = AT_END.poll(); action != null; action = AT_END.poll()) {
            action.run();
        }
    }
}
