package dev.rollcall.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.config.EnvironmentVariables;
import dev.rollcall.platform.config.RollcallEnvironment;
import dev.rollcall.platform.config.Variable;
import dev.rollcall.platform.deploy.Release;
import dev.rollcall.platform.deploy.ReleaseSettings;
import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.deploy.SiteSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ShowConfigTest {

    private static final Pattern DERIVED = Pattern.compile("Without it: (?!nowhere)[^\\n]*\\n#([A-Z_]+)=");

    @Test
    void aDefaultThatDependsOnAnotherVariableIsShownWithItsEffectiveValue() {
        assertThat(shown(Map.of("PORT", "8123", "GIT_REV", "0123456789abcdef")))
                .containsEntry("SITE_ROOT", "http://localhost:8123")
                .containsEntry("SOURCE_VERSION", "0123456789abcdef")
                .containsEntry("RELEASE_VERSION", "0123456789ab")
                .containsEntry("PROCESS", "web")
                .containsEntry("TASK", "(not set)")
                .containsEntry("SMTP_URL", "(not set)");
    }

    @Test
    void aVariableThatIsSetIsShownUnchanged() {
        assertThat(shown(Map.of("SITE_ROOT", "https://rollcall.example", "TASK", "config")))
                .containsEntry("SITE_ROOT", "https://rollcall.example")
                .containsEntry("TASK", "config")
                .containsEntry("PROCESS", "(not set)");
    }

    @Test
    void everyVariableWithADefaultInTheExampleIsShownWithAValue() throws IOException {
        Map<String, String> shown = shown(Map.of("PORT", "8080"));

        assertThat(DERIVED.matcher(Files.readString(Path.of(".env.example")))
                        .results()
                        .map(found -> found.group(1)))
                .contains("SITE_ROOT", "PROCESS", "RELEASE_VERSION", "SOURCE_VERSION")
                .allSatisfy(name -> assertThat(shown.get(name)).as(name).isNotEqualTo("(not set)"));
    }

    @SuppressWarnings("unchecked") // config prints names and texts
    private static Map<String, String> shown(Map<String, String> environment) {
        EnvironmentVariables given = EnvironmentVariables.of(Variable.all(), environment);
        var spring = RollcallEnvironment.of(given);
        var binder = RollcallEnvironment.binder(spring.getPropertySources());
        var site = Site.of(
                binder.bindOrCreate("site", SiteSettings.class),
                Integer.parseInt(environment.getOrDefault("PORT", "8080")));
        var release = Release.of(binder.bindOrCreate("", ReleaseSettings.class), null, Release.UNKNOWN);
        var facts = (TaskResult.Facts) new ShowConfig(given, spring, site, release).run(new TaskOptions(Map.of()));
        return (Map<String, String>) facts.facts();
    }
}
