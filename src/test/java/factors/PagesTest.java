package factors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import testing.App;
import testing.ExpectedOutput;
import testing.Page;
import testing.PageShell;
import testing.Postgres;
import testing.Tool;

/**
 * Every page is followed word by word: its blocks run in order, in one shell, and print what the page shows. {@code
 * -Dpage='checks|alerts'} runs only pages whose names contain a match of this pattern.
 */
@Order(9) // one of the longest
@Execution(ExecutionMode.CONCURRENT)
class PagesTest {

    /** They use the service that runs already; the others start what they need. */
    private static final Set<String> USE_THE_RUNNING_SERVICE = Set.of("docs/api.md", "docs/doctor.md");
    /** They go on where docs/api.md starts: with its service, a project and a check. */
    private static final Set<String> CONTINUE_THE_API_PAGE =
            Set.of("docs/alerts.md", "docs/channels.md", "docs/checks.md");
    /** They begin with an empty database, because they run the migration themselves. */
    private static final Set<String> MIGRATE = Set.of("README.md", "docs/tasks.md", "docs/factors/README.md");
    /** They look into the jar. The others get it taken apart, which starts at half the cost. */
    private static final Set<String> LOOK_INTO_THE_JAR =
            Set.of("docs/factors/02-dependencies.md", "docs/factors/10-dev-prod-parity.md");

    private static final Pattern ONLY = Pattern.compile(System.getProperty("page", ""));

    private static final Pattern DATABASE = Pattern.compile("postgres://rollcall:rollcall@localhost:5432/(\\w+)");

    @TempDir
    private Path directory;

    private final Map<String, String> databases = new HashMap<>();

    @ParameterizedTest
    @MethodSource("pages")
    void aPagePrintsWhatItShows(String name) throws Exception {
        Tool.require("script");
        Tool.require("curl");
        Page page = Page.read(Path.of(name));
        Map<String, String> environment = environment(name);
        Map<String, String> ports =
                Map.of("8080", Objects.requireNonNull(environment.get("PORT")), "8081", App.freePort());
        Path home = Files.createDirectories(directory.resolve("home"));

        List<String> printed;
        try (var shell = new PageShell(home, copy(name), environment)) {
            printed = shell.run(page.runnable().stream()
                    .map(block -> here(block.commands(), ports))
                    .toList());
        }

        var expected = new ExpectedOutput();
        var all = new SoftAssertions();
        for (int n = 0; n < printed.size(); n++) {
            Page.Block block = page.runnable().get(n);
            String actual = asOnThePage(printed.get(n), ports);
            if (!expected.matches(block.output(), actual)) {
                all.assertThat(actual).as(name + ":" + block.line()).isEqualTo(block.output());
            }
        }
        all.assertAll();
    }

    static Stream<String> pages() throws IOException {
        return Pages.all().stream()
                .filter(page -> !page.runnable().isEmpty())
                .map(page -> page.file().toString())
                .filter(name -> ONLY.matcher(name).find());
    }

    private Map<String, String> environment(String name) {
        if (CONTINUE_THE_API_PAGE.contains(name)) {
            return continued();
        }
        if (USE_THE_RUNNING_SERVICE.contains(name)) {
            Deploy running = RunningRelease.get().deploy();
            databases.put("rollcall", running.databaseUrl());
            return running.environment();
        }
        String database = MIGRATE.contains(name)
                ? Postgres.shared().newDatabase()
                : Deploy.released().databaseUrl();
        databases.put("rollcall", database);
        return Map.of("DATABASE_URL", database, "PORT", App.freePort());
    }

    /** A clone with the files as they are now, and with the jar. */
    private Path copy(String name) {
        Path copy = directory.resolve("rollcall");
        Checkout.require();
        Checkout.git("clone", "--quiet", "--shared", "--no-checkout", Checkout.ROOT.toString(), copy.toString());
        Checkout.copyFilesTo(copy);
        if (CONTINUE_THE_API_PAGE.contains(name)) {
            return copy;
        }
        if (LOOK_INTO_THE_JAR.contains(name)) {
            Checkout.copy(Checkout.JAR, copy.resolve(Checkout.ROOT.relativize(Checkout.JAR)));
        } else {
            Checkout.copyJarTo(copy);
        }
        return copy;
    }

    /** The commands with the ports and databases of this test. */
    private String here(String commands, Map<String, String> ports) {
        String here = DATABASE.matcher(commands)
                .replaceAll(url -> databases.computeIfAbsent(
                        url.group(1), name -> Postgres.shared().newDatabase()));
        for (Map.Entry<String, String> port : ports.entrySet()) {
            here = here.replaceAll("\\b" + port.getKey() + "\\b", port.getValue());
        }
        return here;
    }

    private static String asOnThePage(String printed, Map<String, String> ports) {
        String shown = printed;
        for (Map.Entry<String, String> port : ports.entrySet()) {
            shown = shown.replaceAll("\\b" + port.getValue() + "\\b", port.getKey());
        }
        return shown.replace("127.0.0.1:8080", "localhost:8080");
    }

    /** The variables that the first blocks of docs/api.md set. */
    private static Map<String, String> continued() {
        RunningRelease release = RunningRelease.get();
        String key = release.deploy().project().get("api_key").asString();
        String port = String.valueOf(release.deploy().port());
        String check = Deploy.check(release.web(), key, "{\"name\": \"backup\"}")
                .get("uuid")
                .asString();
        return Map.of("PORT", port, "SITE", "http://localhost:" + port, "KEY", key, "ID", check);
    }
}
