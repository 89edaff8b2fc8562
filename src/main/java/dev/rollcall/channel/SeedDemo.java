package dev.rollcall.channel;

import dev.rollcall.admin.AdminTask;
import dev.rollcall.admin.TaskDefinition;
import dev.rollcall.admin.TaskOptions;
import dev.rollcall.admin.TaskResult;
import dev.rollcall.admin.WrongUsageException;
import dev.rollcall.check.CheckRequests;
import dev.rollcall.check.CheckView;
import dev.rollcall.check.Checks;
import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.problem.InvalidRequestException;
import dev.rollcall.platform.process.StartupScope;
import dev.rollcall.project.Projects;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Creates a demo: a project, a channel that writes to the log, and a check with a short period. */
@TaskDefinition(
        name = "seed-demo",
        summary = "creates a demo project with a log channel and a check of one minute; each run creates another",
        optional = {"timeout", "grace"},
        needs = StartupScope.ENTITIES)
class SeedDemo implements AdminTask {

    private static final long DEFAULT_SECONDS = 60;

    private final Projects projects;
    private final Channels channels;
    private final Checks checks;
    private final Site site;
    private final TransactionTemplate transaction;

    SeedDemo(Projects projects, Channels channels, Checks checks, Site site, PlatformTransactionManager transactions) {
        this.projects = projects;
        this.channels = channels;
        this.checks = checks;
        this.site = site;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public TaskResult run(TaskOptions options) {
        long timeout = seconds(options, "timeout");
        long grace = seconds(options, "grace");
        try {
            return TaskResult.facts(Objects.requireNonNull(transaction.execute(status -> create(timeout, grace))));
        } catch (InvalidRequestException e) {
            throw WrongUsageException.of(e);
        }
    }

    private Map<String, String> create(long timeout, long grace) {
        Projects.NewProject project = projects.create("Demo");
        channels.create(project.id(), Map.of("kind", "log", "name", "log"));
        CheckView check = checks.create(
                project.id(),
                CheckRequests.of(Map.of("name", "Demo", "timeout", timeout, "grace", grace, "channels", "*")));
        Map<String, String> result = new LinkedHashMap<>();
        result.put("project", project.id().toString());
        result.put("api_key", project.readWriteKey());
        result.put("api_key_readonly", project.readOnlyKey());
        result.put("ping_key", project.pingKey());
        result.put("check", check.id().toString());
        result.put("ping_url", site.url("/ping/" + check.id()));
        return result;
    }

    private static long seconds(TaskOptions options, String name) {
        try {
            return options.find(name).map(Long::parseLong).orElse(DEFAULT_SECONDS);
        } catch (NumberFormatException e) {
            throw new WrongUsageException("--" + name + " must be a number of seconds");
        }
    }
}
