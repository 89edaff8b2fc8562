package kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import kit.service.Application;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arguments of {@code bin/factors}. */
class CommandLineTest {

    @TempDir
    private Path directory;

    @Test
    void linesOfTheProcfileAreReplacedAddedAndLeftOut() throws Exception {
        Files.writeString(directory.resolve("Procfile"), """
                # comment
                web: node server.js
                worker: node worker.js
                release: node migrate.js
                """);

        Application application = CommandLine.parse(
                        "--web=node other.js", "--worker", "", "--process=clock:node clock.js", directory.toString())
                .application();

        assertThat(application.lines())
                .containsOnly(
                        Map.entry("web", "node other.js"),
                        Map.entry("release", "node migrate.js"),
                        Map.entry("clock", "node clock.js"));
        assertThat(application.workers()).containsExactly("clock");
        assertThat(application.path()).isEqualTo("/");
    }

    @Test
    void variablesWhoseNamesSaySoAreSecrets() throws Exception {
        Application application = CommandLine.parse(
                        "--web=x",
                        "--env=MODE=a=b",
                        "--env",
                        "SESSION_SECRET=s",
                        "--secret=LOGIN=l",
                        directory.toString())
                .application();

        assertThat(application.variables())
                .containsEntry("MODE", "a=b")
                .containsEntry("SESSION_SECRET", "s")
                .containsEntry("LOGIN", "l");
        assertThat(application.secrets()).containsExactlyInAnyOrder("SESSION_SECRET", "LOGIN");
    }

    @Test
    void limitsHaveTheValuesOfPlatformsUnlessGiven() {
        assertThat(CommandLine.parse().limits().start()).isEqualTo(Duration.ofSeconds(60));
        assertThat(CommandLine.parse().limits().stop()).isEqualTo(Duration.ofSeconds(30));
        assertThat(CommandLine.parse("--stop-limit=5").limits().stop()).isEqualTo(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @CsvSource({
        "--nope=1, unknown option --nope",
        "--web, --web needs a value",
        "--env=x, --env must be NAME=VALUE",
        "--path=x, --path must begin with a slash",
        "/no/such/directory, no directory /no/such/directory",
        "--worker=x, no line for web",
        "--start-limit=soon, --start-limit must be a number of seconds"
    })
    void aMistakeIsNamed(String argument, String message) {
        assertThatThrownBy(() -> {
                    CommandLine line = argument.startsWith("/")
                            ? CommandLine.parse(argument)
                            : CommandLine.parse(directory.toString(), argument);
                    line.limits();
                    line.application();
                })
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(message);
    }

    @Test
    void theHelpNamesEveryOptionThatIsRead() throws Exception {
        String source = Files.readString(Path.of("kit", "src", "kit", "CommandLine.java"));
        String sets = source.substring(source.indexOf("FLAGS = "), source.indexOf("SECRET = "));
        assertThat(Pattern.compile("\"([a-z-]+)\"").matcher(sets).results().map(match -> "--" + match.group(1)))
                .filteredOn(option -> !option.equals("--help"))
                .hasSizeGreaterThan(15)
                .allSatisfy(option -> assertThat(Usage.TEXT).contains(option));
    }
}
