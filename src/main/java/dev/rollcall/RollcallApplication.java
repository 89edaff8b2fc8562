package dev.rollcall;

import dev.rollcall.admin.TaskCatalog;
import dev.rollcall.admin.TaskRunner;
import dev.rollcall.platform.Launch;
import dev.rollcall.platform.SettingsCheck;
import dev.rollcall.platform.Start;
import dev.rollcall.platform.Variable;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;

/** One jar, three ways to run it: web, worker, or a task that runs once. */
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
@ConfigurationPropertiesScan
public class RollcallApplication {

    private static final int RUNNING = 0;
    private static final int FAILED = 1;

    /** Exits with 0 when done, 1 when it failed, 2 when it was used or configured wrongly. */
    public static void main(String[] args) {
        Launch launch = Launch.of(List.of(args), System.getenv());
        int status = run(launch, System.getenv());
        if (launch.isTask() || status != RUNNING) {
            System.exit(status);
        }
    }

    /** Runs a task to its end, or starts processes and returns; the result is the exit status so far. */
    static int run(Launch launch, Map<String, String> environment) {
        PrintStream result = System.out;
        if (launch.isTask()) {
            // A task's result can be piped: whatever else is printed, by us or by a library, goes to stderr.
            System.setOut(System.err);
        }
        // Silent until the start has set up the log: libraries would print lines of their own format.
        LoggingSystem.get(RollcallApplication.class.getClassLoader()).beforeInitialize();
        List<Variable> variables = Variable.all();
        List<String> faults = new ArrayList<>(launch.faults());
        faults.addAll(TaskCatalog.faults(launch));
        if (!TaskCatalog.runsUnconfigured(launch)) {
            faults.addAll(SettingsCheck.faults(variables, environment));
        }
        if (!faults.isEmpty()) {
            Start.refuse(System.out, launch, environment, faults);
            return Start.WRONG_USAGE;
        }
        try {
            var context = Start.context(RollcallApplication.class, launch, variables, environment);
            if (!launch.isTask()) {
                return RUNNING;
            }
            try (context) {
                return context.getBean(TaskRunner.class).run(launch, result);
            }
        } catch (RuntimeException e) {
            // Spring Boot has reported it.
            return FAILED;
        }
    }
}
