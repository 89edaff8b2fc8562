package dev.rollcall.admin;

import dev.rollcall.platform.log.FailureReason;
import dev.rollcall.platform.process.CommandLine;
import dev.rollcall.platform.start.ApplicationStarter;
import java.io.PrintStream;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Runs one task and prints its result, and nothing else, to standard output. */
@Component
public class TaskRunner {

    private static final Logger log = LoggerFactory.getLogger(TaskRunner.class);
    private static final int DONE = 0;
    private static final int FAILED = 1;

    private final BeanFactory beans;
    private final JsonMapper json;

    TaskRunner(BeanFactory beans, JsonMapper json) {
        this.beans = beans;
        this.json = json;
    }

    /** Runs the task and returns the exit status. The command line must have no {@link TaskCatalog#faults}. */
    public int run(CommandLine launch, PrintStream out) {
        String name = Objects.requireNonNull(launch.task());
        try {
            var task = (AdminTask) beans.getBean(TaskCatalog.typeOf(name).orElseThrow());
            boolean asJson = TaskCatalog.outputOf(launch).equals("json");
            TaskResult result = task.run(new TaskOptions(launch.options()));
            new ResultPrinter(json, out, asJson).print(result);
            if (result instanceof TaskResult.Failed failed) {
                report(name, failed.reason());
                return FAILED;
            }
            log.atInfo()
                    .addKeyValue("event", "task.done")
                    .addKeyValue("task", name)
                    .log("task done");
            return DONE;
        } catch (WrongUsageException e) {
            report(name, e);
            return ApplicationStarter.WRONG_USAGE;
        } catch (RuntimeException e) {
            report(name, e);
            return FAILED;
        }
    }

    private static void report(String task, RuntimeException e) {
        report(task, FailureReason.of(e));
        log.debug("what made the task fail", e);
    }

    private static void report(String task, String reason) {
        log.atError()
                .addKeyValue("event", "task.failed")
                .addKeyValue("task", task)
                .log("task failed: {}", reason);
    }
}
