package dev.rollcall.admin;

import dev.rollcall.platform.config.EnvironmentVariables;
import dev.rollcall.platform.deploy.Release;
import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.process.StartupScope;
import java.util.HashMap;
import java.util.Map;
import org.springframework.core.env.Environment;

/** Prints the effective settings by variable. For a secret it says only whether it is set. */
@TaskDefinition(
        name = "config",
        summary = "prints the effective settings, secrets redacted",
        needs = StartupScope.NOTHING)
class ShowConfig implements AdminTask {

    private final EnvironmentVariables given;
    private final Environment environment;
    private final Site site;
    private final Release release;

    ShowConfig(EnvironmentVariables given, Environment environment, Site site, Release release) {
        this.given = given;
        this.environment = environment;
        this.site = site;
        this.release = release;
    }

    @Override
    public TaskResult run(TaskOptions options) {
        Map<String, String> effective = given.effective(environment);
        derived().forEach((name, value) -> {
            if (!given.isSet(name)) {
                effective.put(name, value);
            }
        });
        return TaskResult.facts(effective);
    }

    /** The values of variables that are not set and whose defaults depend on other variables. */
    private Map<String, String> derived() {
        Map<String, String> derived = new HashMap<>();
        derived.put("SITE_ROOT", site.root());
        derived.put("RELEASE_VERSION", release.version());
        derived.put("SOURCE_VERSION", release.commit());
        if (!given.isSet("TASK")) {
            derived.put("PROCESS", given.launch().label());
        }
        return derived;
    }
}
