package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import testing.App;
import testing.Postgres;
import testing.Tool;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The repository that {@code bin/new-service} makes: it is small, has nothing of this domain, compiles and runs. Its own
 * tests run in a job of CI.
 */
class NewServiceTest {

    private static final int MAX_FILES = 250;

    /** Words of this domain, and what only this repository has. */
    private static final Pattern FOREIGN = Pattern.compile(
            "(?i)rollcall|healthchecks|\\bping(s|ed|ing)?\\b|\\bflip(s|ped)?\\b|channel|\\bdeliver|badge|webhook"
                    + "|\\balert|\\bsweep|outage|\\bincidents?\\b|\\bcron\\b|snooze|status page|heartbeat|docs/adr");

    /** A parameter of libpq. */
    private static final Pattern HARMLESS = Pattern.compile("channel_?binding", Pattern.CASE_INSENSITIVE);

    @TempDir
    private static Path directory;

    private static Path service;

    @BeforeAll
    static void make() throws Exception {
        Tool.require("git");
        service = directory.resolve("orders");
        Ended made = run(Path.of(""), "java", "template/NewService.java", ".", "com.acme.orders", service.toString());
        assertThat(made.output()).isEmpty();
        assertThat(made.status()).isZero();
    }

    @Test
    void itHasFewFilesAndSaysWhereItComesFrom() throws Exception {
        assertThat(files())
                .hasSizeLessThan(MAX_FILES)
                .contains("mvnw", "Procfile", "src/main/java/com/acme/orders/OrdersApplication.java");
        assertThat(service.resolve("mvnw")).isExecutable();
        assertThat(Files.readString(service.resolve(".origin")).strip())
                .isEqualTo(run(Path.of(""), "git", "rev-parse", "HEAD").output() + "\ncom.acme.orders");
    }

    @Test
    void nothingOfThisDomainIsInItsNamesOrTexts() {
        Map<String, String> found = new TreeMap<>();
        for (String file : files()) {
            String text =
                    HARMLESS.matcher(file + "\n" + read(service.resolve(file))).replaceAll("");
            FOREIGN.matcher(text).results().forEach(word -> found.put(file, word.group()));
        }
        assertThat(found).isEmpty();
    }

    @Test
    void everyLinkAndFileThatItsPagesNameExists() {
        Pattern link = Pattern.compile("]\\((?!http|#)([^)#]+)");
        for (String page : files().stream().filter(file -> file.endsWith(".md")).toList()) {
            link.matcher(read(service.resolve(page)))
                    .results()
                    .forEach(target -> assertThat(service.resolve(page).resolveSibling(target.group(1)))
                            .as(page)
                            .exists());
        }
    }

    @Test
    void aPackageThatJavaCannotHaveIsRefused() throws Exception {
        Ended refused = run(Path.of(""), "java", "template/NewService.java", ".", "com.acme.new", directory + "/other");

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.output()).contains("the package must have", "com.acme.new");
        assertThat(directory.resolve("other")).doesNotExist();
    }

    @Test
    void itCompilesAndItsTaskAndPageAndApiWork() throws Exception {
        Path classes = compile();
        Map<String, String> environment = Map.of(
                "DATABASE_URL",
                Postgres.shared().newDatabase(),
                "PORT",
                App.freePort(),
                "JAVA_TOOL_OPTIONS",
                "-XX:TieredStopAtLevel=1");
        List<String> command = List.of(
                java(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes + File.pathSeparator + libraries(),
                "com.acme.orders.OrdersApplication");

        assertThat(task(command, environment, "--task=migrate").get("applied").asInt())
                .isPositive();
        String key = task(command, environment, "--task=create-key", "--name=test")
                .get("key")
                .asString();
        try (App web = App.launch(with(command, "--process=web,worker"), environment, service)) {
            web.untilReady().untilPrinted("worker.ready");
            assertThat(web.post("/api/v1/notes", key, "{\"title\": \"Milk\", \"text\": \"two\", \"expires_in\": 1}")
                            .statusCode())
                    .isEqualTo(201);
            assertThat(web.get("/").body()).contains("<h1>Notes</h1>");
            web.untilPrinted("note.expired");
            web.terminate();
            assertThat(web.waitForExit().stdout()).doesNotContain("\"level\":\"ERROR\"");
        }
    }

    /** Main and test classes, with the libraries of this build, which are more than it needs. */
    private static Path compile() throws IOException {
        Path classes = Files.createDirectories(directory.resolve("classes"));
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
        var said = new StringWriter();
        try (var sources = compiler.getStandardFileManager(null, null, null)) {
            List<Path> java = files().stream()
                    .filter(file -> file.endsWith(".java") && file.startsWith("src/"))
                    .map(service::resolve)
                    .toList();
            boolean compiled = compiler.getTask(
                            said,
                            sources,
                            null,
                            List.of(
                                    "-nowarn",
                                    "-proc:none",
                                    "--release",
                                    "17",
                                    "-parameters",
                                    "-cp",
                                    libraries(),
                                    "-d",
                                    classes.toString()),
                            null,
                            sources.getJavaFileObjectsFromPaths(java))
                    .call();
            assertThat(compiled).as(said.toString()).isTrue();
        }
        copy(service.resolve("src/main/resources"), classes);
        Files.copy(service.resolve("docs/problems.md"), classes.resolve("problems.md"));
        return classes;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    private static JsonNode task(List<String> command, Map<String, String> environment, String... arguments) {
        List<String> all = with(command, arguments);
        all.add("--output=json");
        try (App task = App.launch(all, environment, service)) {
            App.Exit exit = task.waitForExit();
            assertThat(exit.status()).as(exit.toString()).isZero();
            return JsonMapper.shared().readTree(exit.stdout());
        }
    }

    private static List<String> with(List<String> command, String... arguments) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(arguments));
        return all;
    }

    /** The class path of this test without our own classes, and without libraries that start something by themselves. */
    private static String libraries() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("db-scheduler"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static List<String> files() {
        try (Stream<Path> all = Files.walk(service)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> service.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Ended run(Path directory, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(words));
        if (command.get(0).equals("java")) {
            command.set(0, java());
        }
        Process process = new ProcessBuilder(command)
                .directory(directory.toAbsolutePath().toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output.strip());
    }

    /** The exit status and the output of a program. */
    private record Ended(int status, String output) {}
}
