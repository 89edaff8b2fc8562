package testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Prometheus's own program, which evaluates rules on series that a test gives. */
public final class Promtool {

    private Promtool() {}

    /** Fails unless all tests in {@code cases.yaml} of this directory pass. Needs promtool, as {@link Tool} does. */
    public static void testRules(Path directory) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Tool.require("promtool").toString(), "test", "rules", "cases.yaml")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
    }
}
