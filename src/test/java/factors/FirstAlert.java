package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import testing.App;
import testing.Page;
import testing.Tool;

/**
 * The block of a page in {@code docs/deploy} that ends with an alert. It is run as it stands, in a shell where the
 * command of the platform is a function with the same effect.
 */
final class FirstAlert {

    /** The public address in a page that cannot ask the platform for it. */
    private static final String EXAMPLE = "https://rollcall.example.com";

    private final List<String> commands;
    private final String platform;

    private FirstAlert(List<String> commands, String platform) {
        this.commands = commands;
        this.platform = platform;
    }

    /** @param platform a function for bash that does what the platform's command does; $WORKER_LOG is a file */
    static FirstAlert on(String page, String platform) {
        return new FirstAlert(
                Page.read(Path.of("docs", "deploy", page)).blocks().stream()
                        .filter(block -> block.commands().contains("--task=create-project"))
                        .findFirst()
                        .orElseThrow()
                        .commands()
                        .lines()
                        .toList(),
                platform);
    }

    /** Runs all commands in this directory; the last one shows the alert in the log of the worker. */
    void expect(App worker, Path directory, Map<String, String> environment) {
        int last = commands.size() - 1;
        assertThat(run(commands.subList(0, last), directory, environment)).endsWith("OK");
        worker.untilPrinted("\"event\":\"alert\"");
        try {
            Path log = directory.resolve("worker.log");
            Files.write(log, worker.stdout());
            assertThat(run(
                            commands.subList(last, last + 1),
                            directory,
                            App.with(environment, "WORKER_LOG", log.toString())))
                    .contains("\"event\":\"alert\"", "\"check\":\"backup\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String run(List<String> lines, Path directory, Map<String, String> environment) {
        Tool.require("curl");
        List<String> command = new ArrayList<>(List.of(Tool.require("bash").toString(), "-e", "-o", "pipefail", "-c"));
        command.add(platform
                + String.join("\n", lines).replace(EXAMPLE, Objects.requireNonNull(environment.get("SITE_ROOT"))));
        try {
            var builder =
                    new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
            builder.environment().clear();
            builder.environment().putAll(environment);
            Process shell = builder.start();
            shell.getOutputStream().close();
            String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            assertThat(shell.waitFor()).as(output).isZero();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
