package testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class AppTest {

    @Test
    void closingAProcessAlsoEndsThoseThatItHasStarted() {
        Map<String, String> environment = Map.of("PATH", "/usr/bin:/bin", "JAVA_TOOL_OPTIONS", "");
        App app = App.launch(List.of("/bin/sh", "-c", "sleep 60 & echo $!; wait"), environment, Path.of("."));
        Awaitility.await().until(() -> !app.stdout().isEmpty());
        long child = Long.parseLong(app.stdout().get(0));
        assertThat(isAlive(child)).isTrue();

        app.close();

        Awaitility.await().until(() -> !isAlive(child));
    }

    private static boolean isAlive(long pid) {
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        return process.isPresent() && process.get().isAlive();
    }
}
