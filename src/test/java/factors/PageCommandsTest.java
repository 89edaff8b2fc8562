package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import testing.App;
import testing.Page;
import testing.PageTable;

/** All commands of the pages, also those that no test can run, name only what exists, and end. */
class PageCommandsTest {

    private static final Path DEPLOY = Path.of("docs", "deploy");
    private static final Pattern LINE_GOES_ON = Pattern.compile("\\\\\n");
    private static final Pattern COMMAND = Pattern.compile("[\n|;&(]+");
    private static final Pattern OPTION = Pattern.compile("--([a-z][a-z-]*)");
    private static final Pattern PREFIX = Pattern.compile("\\b([A-Z][A-Z0-9_]+)=\\S* (?=.*\\bjava )");
    private static final Pattern ASSIGNED = Pattern.compile("\\b([A-Z][A-Z0-9_]*)=");
    private static final Pattern USED = Pattern.compile("\\$\\{?([A-Z][A-Z0-9_]*)");
    private static final Pattern FILE = Pattern.compile("(?<![\\w/.])(?:bin|bench|src|docs|\\.mvn)/[\\w./-]+");
    private static final Pattern ENDLESS = Pattern.compile("\\b(?:until|while)\\b");
    private static final Pattern HIDDEN_COMMAND =
            Pattern.compile("(?m)^(?: {4}(?:\\$ )?|\\$ )(?:java|curl|docker|export|\\./mvnw|bin/)");
    /** What the pages spell wrong, or take from another world, to show what happens. */
    private static final Set<String> WRONG_ON_PURPOSE =
            Set.of("PING_LOG_LIMT", "PING_LOG_LIMITS", "SERVER_PORT", "SPRING_PROFILES_ACTIVE", "migrat", "nam");
    /** What a page says that uses the variables of another. */
    private static final String CONTINUED = "are those of [api.md](api.md#start-here)";
    /** Of the application itself, besides the tasks' own; the last is of Spring Boot's {@code extract}. */
    private static final Set<String> GENERAL = Set.of("task", "process", "output", "help", "version", "destination");

    private static final Map<String, Set<String>> TASKS = tasks();

    @Test
    void theBlocksThatNoTestRunsAreTheseAndSayWhy() {
        assertThat(Pages.all().stream()
                        .filter(page -> !page.file().startsWith(DEPLOY))
                        .flatMap(page -> page.blocks().stream()
                                .flatMap(block -> block.notRun().stream())
                                .map(reason -> page.file() + ": " + reason)))
                .containsExactlyInAnyOrder(
                        "README.md: the first builds and runs until Ctrl-C, the second is the test itself",
                        "README.md: it builds, and needs Docker",
                        "docs/doctor.md: it needs Docker and Heroku",
                        "docs/factors/02-dependencies.md: it builds",
                        "docs/factors/02-dependencies.md: an offline build, as of a test, makes no list of components",
                        "docs/factors/02-dependencies.md: it builds",
                        "docs/factors/03-config.md: it needs Docker",
                        "docs/factors/04-backing-services.md: it needs Docker",
                        "docs/factors/04-backing-services.md: it needs Docker",
                        "docs/factors/04-backing-services.md: it needs PgBouncer",
                        "docs/factors/05-build-release-run.md: it needs Docker",
                        "docs/factors/08-concurrency.md: Factor10ParityTest does, with Foreman",
                        "docs/factors/08-concurrency.md: it needs Docker",
                        "docs/factors/10-dev-prod-parity.md: it builds, and runs until Ctrl-C",
                        "docs/factors/10-dev-prod-parity.md: it is the test itself",
                        "docs/factors/14-telemetry.md: it needs Docker",
                        "docs/factors/any-service.md: it starts many processes, for minutes",
                        "docs/factors/any-service.md: it starts many processes, for minutes",
                        "docs/factors/README.md: it needs Docker",
                        "docs/factors/README.md: it builds",
                        "docs/factors/README.md: it is the test itself",
                        "docs/factors/proof.md: it builds",
                        "docs/factors/proof.md: it builds",
                        "docs/how-to.md: it takes ten minutes",
                        "docs/make-it-yours.md: NewServiceTest does, and a job of CI builds the result",
                        "docs/make-it-yours.md: NewServiceTest does, and a job of CI builds the result",
                        "docs/make-it-yours.md: it makes two services with Maven",
                        "docs/tasks.md: it needs a project at another service");
    }

    @Test
    void everyBlockOfADeployPageNeedsItsPlatform() {
        assertThat(Pages.all().stream()
                        .filter(page -> page.file().startsWith(DEPLOY))
                        .flatMap(page -> page.blocks().stream()
                                .map(block -> page.file().getFileName() + ": "
                                        + block.notRun().orElse("run")))
                        .distinct())
                .containsExactlyInAnyOrder(
                        "README.md: it needs a role that may create roles",
                        "README.md: it needs Docker",
                        "docker.md: it needs Docker",
                        "dokku.md: it needs Dokku",
                        "dokku.md: DokkuTest does",
                        "heroku.md: it needs Heroku",
                        "heroku.md: HerokuTest does",
                        "kubernetes.md: it needs Docker and a registry",
                        "kubernetes.md: it needs a cluster",
                        "linux.md: it needs root on a machine of its own",
                        "linux.md: it needs a public name",
                        "rotation.md: it needs a cluster",
                        "rotation.md: it needs a database of its own",
                        "upgrade.md: it needs a database of its own",
                        "upgrade.md: it needs a release on GitHub",
                        "upgrade.md: it needs root on a machine of its own",
                        "upgrade.md: it needs two releases");
    }

    @Test
    void theReadmeNamesEveryTask() {
        assertThat(PageTable.of(Path.of("README.md"), "Tasks").names()).isEqualTo(TASKS.keySet());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyCommandIsInABlockOfItsOwnAndEnds(String name) throws IOException {
        Page page = Page.read(Path.of(name));

        assertThat(Files.readString(page.file())).doesNotContainPattern(HIDDEN_COMMAND);
        assertThat(page.blocks())
                .allSatisfy(block -> assertThat(block.commands()).doesNotContainPattern(ENDLESS));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aBlockNamesTasksOptionsVariablesAndFilesThatExist(String name) throws IOException {
        String example = Files.readString(Path.of(".env.example"));
        Set<String> variables = found(Pattern.compile("(?m)^#?([A-Z][A-Z0-9_]+)="), example);
        Set<String> assigned = new HashSet<>(variables);
        variables.addAll(WRONG_ON_PURPOSE);
        Page page = Page.read(Path.of(name));
        if (Files.readString(page.file()).contains(CONTINUED)) {
            assigned.addAll(found(ASSIGNED, Files.readString(Path.of("docs", "api.md"))));
        }
        for (Page.Block block : page.blocks()) {
            String place = name + ":" + block.line();
            String commands = LINE_GOES_ON.matcher(block.commands()).replaceAll(" ");
            assigned.addAll(found(ASSIGNED, commands));

            assertThat(assigned).as(place).containsAll(found(USED, commands));
            assertThat(found(FILE, commands))
                    .as(place)
                    .allSatisfy(file -> assertThat(Path.of(file)).exists());
            for (String command : COMMAND.split(commands)) {
                assertThat(variables).as(place).containsAll(found(PREFIX, command));
                if (command.contains("-jar target/app.jar")) {
                    expectKnownOptions(command.substring(command.indexOf("-jar")), place);
                }
            }
        }
    }

    static Stream<String> pages() {
        return Pages.all().stream()
                .filter(page -> !page.blocks().isEmpty())
                .map(page -> page.file().toString());
    }

    private static void expectKnownOptions(String command, String place) {
        Set<String> tasks = found(Pattern.compile("--task=([a-z-]+)"), command);
        Set<String> known = new HashSet<>(GENERAL);
        known.addAll(WRONG_ON_PURPOSE);
        tasks.removeAll(WRONG_ON_PURPOSE);
        for (String task : tasks) {
            assertThat(TASKS).as(place).containsKey(task);
            known.addAll(TASKS.get(task));
        }
        assertThat(known).as(place).containsAll(found(OPTION, command));
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.groupCount() == 0 ? match.group() : match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A task may have several lines of usage. */
    private static Set<String> both(Set<String> options, Set<String> more) {
        options.addAll(more);
        return options;
    }

    /** The options of each task, from {@code --task=help}. */
    private static Map<String, Set<String>> tasks() {
        return Deploy.JSON
                .readTree(App.done(Map.of(), "--task=help", "--output=json").stdout())
                .propertyNames()
                .stream()
                .collect(Collectors.toMap(
                        usage -> usage.split(" ")[0], usage -> found(OPTION, usage), PageCommandsTest::both));
    }
}
