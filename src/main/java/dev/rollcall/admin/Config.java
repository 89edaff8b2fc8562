package dev.rollcall.admin;

import dev.rollcall.platform.Variable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.core.env.Environment;

/** Prints the effective settings, by variable; of a secret, only whether it is set. */
@Task(name = "config", summary = "prints the effective settings, secrets redacted", unconfigured = true)
class Config implements AdminTask {

    private final Environment environment;

    Config(Environment environment) {
        this.environment = environment;
    }

    @Override
    public TaskResult run(TaskOptions options) {
        Map<String, String> settings = new LinkedHashMap<>();
        Variable.all().forEach(variable -> settings.put(variable.name(), shown(variable)));
        return TaskResult.facts(settings);
    }

    private String shown(Variable variable) {
        String value = environment.getProperty(variable.property());
        if (value == null) {
            return "(not set)";
        }
        return variable.secret() ? "(set, not shown)" : value;
    }
}
