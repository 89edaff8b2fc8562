package dev.rollcall.admin;

import dev.rollcall.platform.config.EnvironmentVariables;
import dev.rollcall.platform.process.StartupScope;
import org.springframework.core.env.Environment;

/** Prints the effective settings, by variable; of a secret, only whether it is set. */
@TaskDefinition(
        name = "config",
        summary = "prints the effective settings, secrets redacted",
        needs = StartupScope.NOTHING)
class ShowConfig implements AdminTask {

    private final EnvironmentVariables given;
    private final Environment environment;

    ShowConfig(EnvironmentVariables given, Environment environment) {
        this.given = given;
        this.environment = environment;
    }

    @Override
    public TaskResult run(TaskOptions options) {
        return TaskResult.facts(given.effective(environment));
    }
}
