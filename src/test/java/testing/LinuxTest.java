package testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.LINUX;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EnabledOnOs(LINUX)
class LinuxTest {

    @ParameterizedTest
    @CsvSource({
        "'echo started; exec sleep 60', false",
        "'/bin/true; echo started; exec sleep 60', true",
        "'(/bin/sleep 60 &); echo started; exec sleep 60', true",
        "'sleep 60 & echo started; wait', true"
    })
    void aProgramThatWasStartedIsKnownWhetherItHasEndedOrNot(String script, boolean expected) {
        try (App app = App.launch(
                List.of("/bin/sh", "-c", script),
                Map.of("PATH", "/usr/bin:/bin", "JAVA_TOOL_OPTIONS", ""),
                Path.of("."))) {
            Awaitility.await().until(() -> app.stdout().contains("started"));
            assertThat(Linux.hasHadChildren(app.pid())).isEqualTo(expected);
        }
    }

    @Test
    void aFileIsOpenForWritingOnlyIfItCanBeWritten(@TempDir Path directory) throws Exception {
        Path written = Files.createFile(directory.resolve("written")).toRealPath();
        Path read = Files.createFile(directory.resolve("read")).toRealPath();
        long pid = ProcessHandle.current().pid();
        try (OutputStream out = Files.newOutputStream(written);
                InputStream in = Files.newInputStream(read)) {
            assertThat(Linux.filesOpenForWriting(pid)).contains(written).doesNotContain(read);
        }
        assertThat(Linux.filesOpenForWriting(pid)).doesNotContain(written);
    }

    /** A JVM asks how its children ended. */
    @Test
    void aProgramThatAJvmHasStartedIsKnown() throws Exception {
        new ProcessBuilder("/bin/true").start().waitFor();
        assertThat(Linux.hasHadChildren(ProcessHandle.current().pid())).isTrue();
    }
}
