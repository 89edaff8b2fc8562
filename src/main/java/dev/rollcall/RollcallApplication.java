package dev.rollcall;

import dev.rollcall.admin.TaskCatalog;
import dev.rollcall.admin.TaskRunner;
import dev.rollcall.platform.config.EnvironmentVariables;
import dev.rollcall.platform.config.Variable;
import dev.rollcall.platform.deploy.RunningJar;
import dev.rollcall.platform.process.CommandLine;
import dev.rollcall.platform.process.StartupScope;
import dev.rollcall.platform.start.ApplicationStarter;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** One jar, three ways to run it: web, worker, or a task that runs once. */
@SpringBootApplication(exclude = {ErrorMvcAutoConfiguration.class, UserDetailsServiceAutoConfiguration.class})
public class RollcallApplication {

    private static final int RUNNING = 0;

    /** Exits with 0 when done, 1 after a failure, 2 if the arguments or variables are wrong. */
    public static void main(String[] args) {
        RunningJar.beginDigest();
        CommandLine launch = CommandLine.of(List.of(args), System.getenv());
        PrintStream result = System.out;
        if (launch.isTask()) {
            // Only a task's result goes to stdout, so it can be piped. All other output goes to stderr.
            System.setOut(System.err);
        }
        ApplicationStarter.reportUncaught(System.out, launch, System.getenv());
        int status = start(launch, System.getenv())
                .map(context -> launch.isTask() ? runTask(context, launch, result) : RUNNING)
                .orElse(ApplicationStarter.WRONG_USAGE);
        if (launch.isTask() || status != RUNNING) {
            System.exit(status);
        }
    }

    /** Starts the context. If faults prevent the start, logs all of them and returns empty. */
    static Optional<ConfigurableApplicationContext> start(CommandLine launch, Map<String, String> environment) {
        // No output before logging is configured: libraries would print lines in their own format.
        LoggingSystem.get(RollcallApplication.class.getClassLoader()).beforeInitialize();
        EnvironmentVariables given = EnvironmentVariables.of(Variable.all(), environment);
        List<String> faults = new ArrayList<>(launch.faults());
        faults.addAll(TaskCatalog.faults(launch));
        StartupScope needs = TaskCatalog.needs(launch);
        if (needs != StartupScope.NOTHING) {
            faults.addAll(given.faults());
        }
        if (!faults.isEmpty()) {
            ApplicationStarter.refuse(System.out, launch, environment, faults);
            return Optional.empty();
        }
        return Optional.of(ApplicationStarter.context(
                launch.isTask() ? TaskContext.class : RollcallApplication.class, launch, needs, given));
    }

    private static int runTask(ConfigurableApplicationContext context, CommandLine launch, PrintStream result) {
        try (context) {
            return context.getBean(TaskRunner.class).run(launch, result);
        }
    }
}
