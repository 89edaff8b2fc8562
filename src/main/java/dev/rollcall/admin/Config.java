package dev.rollcall.admin;

import dev.rollcall.platform.GivenVariables;

/** Prints the effective settings, by variable; of a secret, only whether it is set. */
@Task(name = "config", summary = "prints the effective settings, secrets redacted", unconfigured = true)
class Config implements AdminTask {

    private final GivenVariables given;

    Config(GivenVariables given) {
        this.given = given;
    }

    @Override
    public TaskResult run(TaskOptions options) {
        return TaskResult.facts(given.effective());
    }
}
