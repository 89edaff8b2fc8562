package testing;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/**
 * One run of tests in a JVM. Maven repeats failed tests in a second run, in the same JVM. What tests share ends with its
 * run, so a repeated test finds nothing that its first attempt left behind: no names, accounts or mails.
 */
public final class TestRun implements TestExecutionListener {

    private static final Deque<Runnable> AT_END = new ConcurrentLinkedDeque<>();

    static {
        // A JVM that is stopped ends no run.
        Runtime.getRuntime().addShutdownHook(new Thread(TestRun::end));
    }

    /** Does this when the run ends. */
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
