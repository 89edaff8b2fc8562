package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import testing.App;

/** {@code bin/healthcheck}, which the image runs in its own container, says which processes are alive. */
class HealthcheckTest {

    private final RunningRelease release = RunningRelease.get();

    @Test
    void aWebProcessIsAskedForItsLiveness() throws Exception {
        assertThat(status(release.web(), Map.of("PORT", release.web().port()))).isZero();
        assertThat(status(release.web(), Map.of("PORT", App.freePort()))).isNotZero();
    }

    @Test
    void aWorkerHasNoPortAndIsAliveWhileItRuns() throws Exception {
        assertThat(status(release.worker(), Map.of("PORT", App.freePort()))).isZero();
    }

    @Test
    void aVariableMayChooseTheProcess() throws Exception {
        assertThat(status(release.web(), Map.of("PORT", App.freePort(), "PROCESS", "worker")))
                .isZero();
        assertThat(status(release.web(), Map.of("PORT", App.freePort(), "TASK", "migrate")))
                .isZero();
        assertThat(status(release.web(), Map.of("PORT", App.freePort(), "PROCESS", "web,worker")))
                .isNotZero();
    }

    private static int status(App app, Map<String, String> environment) throws Exception {
        var check = new ProcessBuilder(List.of("bash", "bin/healthcheck", String.valueOf(app.pid())));
        check.environment().putAll(environment);
        check.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        return check.start().waitFor();
    }
}
