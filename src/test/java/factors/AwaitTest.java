package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/await}, with which the pages wait: it ends, and says why a process is not ready. */
class AwaitTest {

    private static final String STARTING = "{\"event\":\"process.starting\"}\n";
    private static final String READY = "{\"event\":\"process.started\"}\n{\"event\":\"schema.current\"}\n";
    private static final String REFUSED = "{\"event\":\"process.refused\",\"faults\":\"PORT must be a number\"}\n";

    @TempDir
    private Path directory;

    @Test
    void aProcessThatIsReadyNeedsNoWord() throws Exception {
        Run run = await(STARTING + READY);

        assertThat(run.status()).isZero();
        assertThat(run.output()).isEmpty();
    }

    @Test
    void aProcessThatDoesNotStartIsReportedWithItsLastLine() throws Exception {
        Run run = await(STARTING + REFUSED);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output()).contains("web.log", "ready").endsWith(REFUSED);
    }

    @Test
    void anEventIsAwaitedByItsName() throws Exception {
        assertThat(await(READY + "{\"event\":\"alert\"}\n", "alert").status()).isZero();
        assertThat(await(READY + "{\"event\":\"process.stopping\"}\n", "alert").status())
                .isEqualTo(1);
        assertThat(await("{\"event\":\"process.stopping\"}\n", "process.stopping")
                        .status())
                .isZero();
    }

    private Run await(String log, String... event) throws Exception {
        Path file = Files.writeString(directory.resolve("web.log"), log);
        var command = new ArrayList<>(List.of("bin/await", file.toString()));
        command.addAll(List.of(event));
        Process await = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(await.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(await.waitFor(), output);
    }

    private record Run(int status, String output) {}
}
