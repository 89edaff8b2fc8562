package dev.rollcall.platform.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import testing.App;

class FileDescriptorsTest {

    @Test
    void aProcessWithDescriptorsHasNoFault() {
        assertThat(FileDescriptors.fault()).isEmpty();
    }

    /** In a JVM of its own: others would have none either. */
    @Test
    @Timeout(300)
    void aProcessThatHasUsedUpItsDescriptorsSaysSoUntilOneIsFree() throws Exception {
        var builder = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "ulimit -n 100 && exec \"$0\" \"$@\"",
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        classPath(),
                        UsesUp.class.getName())
                .redirectErrorStream(true);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process java = builder.start();
        String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(java.waitFor(App.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(said)
                .isEqualToIgnoringNewLines("no connection can be accepted, because no file descriptor is left\nnone\n");
    }

    /** Where these two classes are. Others are not needed, and each file of a class path takes a descriptor. */
    private static String classPath() {
        return Stream.of(FileDescriptors.class, UsesUp.class)
                .map(type -> Path.of(URI.create(type.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toString()))
                        .toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Opens files until it may not open another one, asks, closes one, and asks again. */
    static final class UsesUp {

        private UsesUp() {}

        public static void main(String[] arguments) throws IOException {
            // Loads the classes that the question needs.
            String before = FileDescriptors.fault().orElse("none");
            Deque<FileInputStream> open = new ArrayDeque<>();
            try {
                while (true) {
                    open.add(new FileInputStream("/dev/null"));
                }
            } catch (IOException e) {
                String without = FileDescriptors.fault().orElse("none");
                open.remove().close();
                String after = FileDescriptors.fault().orElse("none");
                System.out.println(before.equals("none") ? without : before);
                System.out.println(after);
            }
        }
    }
}
