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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import testing.App;
import testing.Browser;
import testing.Postgres;
import testing.Tool;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The repositories that {@code bin/new-service} makes, without and with {@code --accounts}: each is small, has nothing
 * of this domain, compiles and runs. Their own tests run in a job of CI.
 */
class NewServiceTest {

    private static final String EMAIL = "--email=ana@example.com";

    /** Words of this domain, and what only this repository has. */
    private static final Pattern FOREIGN = Pattern.compile(
            "(?i)rollcall|healthchecks|\\bping(s|ed|ing)?\\b|\\bflip(s|ped)?\\b|channel|\\bdeliver|badge|webhook"
                    + "|\\balert|\\bsweep|outage|\\bincidents?\\b|\\bcron\\b|snooze|status page|heartbeat|docs/adr"
                    + "|htmx|webauthn|\\bmemberships\\b|hc-|rcw_");

    /** A parameter of libpq, an attribute of HTML, and a member of app.json. */
    private static final Pattern HARMLESS =
            Pattern.compile("channel_?binding|role=\"alert\"|\"healthchecks\": \\{", Pattern.CASE_INSENSITIVE);

    /** Words of people, in no text of ours. */
    private static final String COMMON_PASSWORDS = "common-passwords.txt";

    /** The name of a type of two words or more. One word may be any word of a sentence. */
    private static final Pattern NAME = Pattern.compile("\\b[A-Z][a-z0-9]+([A-Z][a-z0-9]*)+\\b");

    /** A scheme of HTTP, and a program. */
    private static final Set<String> OTHER_MEANINGS = Set.of("ApiKey", "PgBouncer");

    /** What only a service with accounts has. */
    private static final Pattern ACCOUNTS = Pattern.compile("(?i)\\baccounts?\\b|signin|sign-in/|spring.session");

    @TempDir
    private static Path directory;

    @BeforeAll
    static void make() throws Exception {
        Tool.require("git");
        for (Variant variant : Variant.values()) {
            Ended made = make("com.acme.orders", variant.directory(), variant.options());
            assertThat(made.output()).isEmpty();
            assertThat(made.status()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void itHasFewFilesAndSaysWhereItComesFrom(Variant variant) throws Exception {
        Path service = variant.directory();
        assertThat(files(service))
                .hasSizeLessThan(variant.maxFiles)
                .contains("mvnw", "Procfile", "src/main/java/com/acme/orders/OrdersApplication.java");
        assertThat(service.resolve("mvnw")).isExecutable();
        List<String> origin = new ArrayList<>(
                List.of(run(Path.of(""), "git", "rev-parse", "HEAD").output(), "com.acme.orders"));
        origin.addAll(variant.options());
        assertThat(Files.readAllLines(service.resolve(".origin"))).isEqualTo(origin);
    }

    @ParameterizedTest
    @EnumSource
    void nothingOfThisDomainIsInItsNamesOrTexts(Variant variant) {
        Map<String, String> found = find(FOREIGN, variant.directory());
        found.keySet().removeIf(file -> file.endsWith(COMMON_PASSWORDS));
        assertThat(found).isEmpty();
    }

    /** Its owner chooses a licence. Only LICENSE stays, for the files that were copied. */
    @ParameterizedTest
    @EnumSource
    void itsGroupIsThatOfItsOwnerAndNothingChoosesALicenceForIt(Variant variant) {
        Path service = variant.directory();
        assertThat(read(service.resolve("pom.xml")))
                .contains("<groupId>com.acme</groupId>\n  <artifactId>orders</artifactId>");
        for (String file : List.of("pom.xml", "Dockerfile", "src/main/resources/openapi.yaml")) {
            assertThat(read(service.resolve(file))).as(file).doesNotContain("Apache-2.0");
        }
        assertThat(service.resolve("LICENSE")).exists();
        assertThat(read(service.resolve("README.md"))).contains("LICENSE");
    }

    /** The exception replaces a version of Spring Boot, which uses it. */
    @ParameterizedTest
    @EnumSource
    void everyVersionInItsPomIsUsed(Variant variant) {
        String pom = read(variant.directory().resolve("pom.xml"));
        assertThat(Pattern.compile("<([\\w.-]+\\.version)>").matcher(pom).results())
                .extracting(version -> version.group(1))
                .hasSizeGreaterThan(5)
                .filteredOn(version -> !version.equals("java.version") && !version.equals("spring-session.version"))
                .allSatisfy(version -> assertThat(pom).contains("${" + version + "}"));
    }

    /** A comment or a setting about a class that is left out says something that is not so, or only half of it. */
    @ParameterizedTest
    @EnumSource
    void nothingNamesAClassThatWasLeftOut(Variant variant) throws Exception {
        Set<String> lost =
                types(run(Path.of(""), "git", "ls-files", "src").output().lines());
        lost.removeIf(type -> !NAME.matcher(type).matches());
        assertThat(lost).contains("UnreadBodiesValve", "DatabaseClock").hasSizeGreaterThan(500);
        lost.removeAll(types(files(variant.directory()).stream()));
        lost.removeAll(OTHER_MEANINGS);

        Map<String, Set<String>> found = new TreeMap<>();
        for (String file : files(variant.directory())) {
            NAME.matcher(read(variant.directory().resolve(file)))
                    .results()
                    .map(MatchResult::group)
                    .filter(lost::contains)
                    .forEach(type ->
                            found.computeIfAbsent(file, each -> new TreeSet<>()).add(type));
        }
        assertThat(found).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void noSentenceIsCutBeforeItsFullStop(Variant variant) {
        assertThat(find(Pattern.compile("(?m)\\w \\.(?= |$)|^ *\\* ?\\.$"), variant.directory()))
                .isEmpty();
    }

    @Test
    void nothingOfAccountsIsInAServiceWithoutThem() {
        assertThat(find(ACCOUNTS, Variant.PLAIN.directory())).isEmpty();
        assertThat(find(ACCOUNTS, Variant.ACCOUNTS.directory())).hasSizeGreaterThan(50);
    }

    @ParameterizedTest
    @EnumSource
    void everyLinkAndFileThatItsPagesNameExists(Variant variant) {
        Path service = variant.directory();
        Pattern link = Pattern.compile("]\\((?!http|#)([^)#]+)");
        for (String page :
                files(service).stream().filter(file -> file.endsWith(".md")).toList()) {
            link.matcher(read(service.resolve(page)))
                    .results()
                    .forEach(target -> assertThat(service.resolve(page).resolveSibling(target.group(1)))
                            .as(page)
                            .exists());
        }
    }

    @Test
    void aPackageThatJavaCannotHaveIsRefusedAndSoIsAnOptionThatDoesNotExist() throws Exception {
        Path other = directory.resolve("other");
        Ended refused = make("com.acme.new", other, List.of());
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.output()).contains("the package must have", "com.acme.new");

        refused = make("com.acme.orders", other, List.of("--acounts"));
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.output()).contains("--acounts");
        assertThat(other).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    void itCompilesAndItsTasksAndPagesAndApiWork(Variant variant) throws Exception {
        Path service = variant.directory();
        Path classes = compile(service, directory.resolve("classes-" + variant));
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

        assertThat(task(service, command, environment, "--task=migrate")
                        .get("applied")
                        .asInt())
                .isPositive();
        List<String> createKey = new ArrayList<>(List.of("--task=create-key", "--name=test"));
        String link = "";
        if (variant == Variant.ACCOUNTS) {
            createKey.add(EMAIL);
            link = task(service, command, environment, "--task=create-account", EMAIL)
                    .get("link")
                    .asString();
        }
        String key = task(service, command, environment, createKey.toArray(String[]::new))
                .get("key")
                .asString();
        try (App web = App.launch(with(command, "--process=web,worker"), environment, service)) {
            web.untilReady().untilPrinted("worker.ready");
            assertThat(web.post("/api/v1/notes", key, "{\"title\": \"Milk\", \"text\": \"two\", \"expires_in\": 1}")
                            .statusCode())
                    .isEqualTo(201);
            var browser = new Browser();
            if (variant == Variant.ACCOUNTS) {
                assertThat(browser.get(web, "/").headers().firstValue("Location"))
                        .hasValue("/sign-in");
                assertThat(browser.signIn(web, link).headers().firstValue("Location"))
                        .as(() -> String.join("\n", web.stdout()))
                        .hasValue("/");
            }
            assertThat(browser.get(web, "/").body()).contains("<h1>Notes</h1>");
            web.untilPrinted("note.expired");
            web.terminate();
            assertThat(web.waitForExit().stdout()).doesNotContain("\"level\":\"ERROR\"");
        }
    }

    /**
     * Compiles both source roots, with the libraries of this build, which are more than it needs. Returns only the main
     * classes: the service must not find the configuration of its tests.
     */
    private static Path compile(Path service, Path classes) throws IOException {
        Path main = classes.resolve("main");
        compile(service.resolve("src/main/java"), libraries(), main);
        compile(service.resolve("src/test/java"), main + File.pathSeparator + libraries(), classes.resolve("test"));
        copy(service.resolve("src/main/resources"), main);
        Files.copy(service.resolve("docs/problems.md"), main.resolve("problems.md"));
        return main;
    }

    private static void compile(Path sources, String classPath, Path classes) throws IOException {
        Files.createDirectories(classes);
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
        var said = new StringWriter();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            List<Path> java = files(sources).stream()
                    .filter(file -> file.endsWith(".java"))
                    .map(sources::resolve)
                    .toList();
            boolean compiled = compiler.getTask(
                            said,
                            manager,
                            null,
                            List.of(
                                    "-nowarn",
                                    "-proc:none",
                                    "--release",
                                    "17",
                                    "-parameters",
                                    "-cp",
                                    classPath,
                                    "-d",
                                    classes.toString()),
                            null,
                            manager.getJavaFileObjectsFromPaths(java))
                    .call();
            assertThat(compiled).as(said.toString()).isTrue();
        }
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

    private static JsonNode task(
            Path service, List<String> command, Map<String, String> environment, String... arguments) {
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

    /**
     * The class path of this test without our own classes, and without libraries that start something by themselves.
     */
    private static String libraries() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("db-scheduler"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Set<String> types(Stream<String> files) {
        return files.filter(file -> file.endsWith(".java"))
                .map(file -> file.substring(file.lastIndexOf('/') + 1, file.length() - ".java".length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> files(Path service) {
        try (Stream<Path> all = Files.walk(service)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> service.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files in which the words are, in their names or texts, with one of the words. */
    private static Map<String, String> find(Pattern words, Path service) {
        Map<String, String> found = new TreeMap<>();
        for (String file : files(service)) {
            String text =
                    HARMLESS.matcher(file + "\n" + read(service.resolve(file))).replaceAll("");
            words.matcher(text).results().forEach(word -> found.put(file, word.group()));
        }
        return found;
    }

    private static Ended make(String name, Path target, List<String> options) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("java", "template/NewService.java", ".", name, target.toString()));
        words.addAll(options);
        return run(Path.of(""), words.toArray(String[]::new));
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

    /** What can be made. */
    private enum Variant {
        PLAIN(250, ""),
        ACCOUNTS(335, "--accounts");

        private final int maxFiles;
        private final String option;

        Variant(int maxFiles, String option) {
            this.maxFiles = maxFiles;
            this.option = option;
        }

        List<String> options() {
            return option.isEmpty() ? List.of() : List.of(option);
        }

        Path directory() {
            return directory.resolve(name());
        }
    }

    /** The exit status and the output of a program. */
    private record Ended(int status, String output) {}
}
