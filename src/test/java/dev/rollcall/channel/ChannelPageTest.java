package dev.rollcall.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.admin.TaskCatalog;
import dev.rollcall.admin.TaskOptions;
import dev.rollcall.admin.TaskResult;
import dev.rollcall.admin.WrongUsageException;
import dev.rollcall.platform.process.CommandLine;
import dev.rollcall.project.Projects;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import testing.Tool;

/**
 * Each {@code create-channel} on docs/channels.md creates its channel. A shell reads the command and this JVM runs the
 * task, because thirty processes would take a minute.
 */
@RollcallTest
class ChannelPageTest {

    private static final String COMMAND = "    $RUN --task=create-channel ";

    private static final List<String> MEMBERS_OF_THE_GROUP = List.of("ops", "phones");

    /** Needs a mail server, which the processes of these tests do not have. */
    private static final String EMAIL = "email";

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private CreateChannel createChannel;

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "1", "{"})
    void aConfigThatIsNoObjectIsWrongUsage(String config) {
        var options =
                new TaskOptions(Map.of("project", fixtures.project().id().toString(), "kind", "log", "config", config));
        assertThatThrownBy(() -> createChannel.run(options))
                .isInstanceOf(WrongUsageException.class)
                .hasMessage("--config must be a JSON object");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aCommandOfThePageCreatesItsChannel(String command) throws Exception {
        Projects.NewProject made = fixtures.project();
        for (String name : MEMBERS_OF_THE_GROUP) {
            fixtures.call(
                    HttpMethod.POST,
                    "/api/v3/channels/",
                    made.readWriteKey(),
                    "{\"kind\": \"log\", \"name\": \"" + name + "\"}");
        }
        String project = made.id().toString();
        CommandLine launch = CommandLine.of(arguments(command, project), Map.of());
        String kind = Objects.requireNonNull(launch.options().get("kind"));

        assertThat(launch.faults()).isEmpty();
        assertThat(TaskCatalog.faults(launch)).isEmpty();
        var options = new TaskOptions(launch.options());
        if (kind.equals(EMAIL)) {
            assertThatThrownBy(() -> createChannel.run(options))
                    .isInstanceOf(WrongUsageException.class)
                    .hasMessageContaining("SMTP_URL");
        } else {
            assertThat(((TaskResult.Facts) createChannel.run(options)).facts().get("kind"))
                    .isEqualTo(kind);
        }
    }

    static Stream<String> commands() throws IOException {
        return Files.readAllLines(Path.of("docs", "channels.md")).stream().filter(line -> line.startsWith(COMMAND));
    }

    /** The words of the command as a shell reads them, one a line. */
    private static List<String> arguments(String command, String project) throws Exception {
        var builder = new ProcessBuilder(Tool.require("bash").toString(), "-euc", command);
        builder.environment().clear();
        builder.environment().putAll(Map.of("RUN", "printf %s\\n", "PROJECT", project));
        Process shell = builder.start();
        String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).isZero();
        return printed.lines().toList();
    }
}
