package dev.rollcall.admin;

import dev.rollcall.platform.GivenVariables;
import dev.rollcall.platform.Needs;
import org.springframework.core.env.Environment;

/** Prints the effective settings, by variable; of a secret, only whether it is set. */
@Task(name = "config", summary = "prints the effective settings, secrets redacted", needs = Needs.NOTHING)
class Config implements AdminTask {

    private final GivenVariables given;
    private final Environment environment;

    Config(GivenVariables given, Environment environment) {
        this.given = given;
        this.environment = environment;
    }

    @Override
    public TaskResult run(TaskOptions options) {
        return TaskResult.facts(given.effective(environment));
    }
}
