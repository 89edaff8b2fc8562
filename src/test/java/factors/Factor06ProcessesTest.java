package factors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.LINUX;

import dev.rollcall.check.state.CheckId;
import java.io.IOException;
import java.math.BigInteger;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import testing.App;
import testing.Browser;
import testing.Linux;
import testing.RawHttp;
import tools.jackson.databind.JsonNode;

/**
 * Processes have no memory: two copies of web are one service, whichever of them answers, is killed or loses its
 * temporary files. Both run as an unprivileged user in a read-only directory.
 */
@EnabledOnOs(LINUX)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class Factor06ProcessesTest {

    private static final String NOBODY = "65534";
    /** Longer than the problem that takes its place. */
    private static final String OUTPUT = "it went well ".repeat(100);

    private static final Pattern LIVE = Pattern.compile("data-hx-get=\"([^\"]*/live[^\"]*)\"");

    private final Deploy deploy = Deploy.released("SITE_ROOT", "http://roll.example");
    private final Set<Path> written = new HashSet<>();
    private Path application;
    private Path temporary;
    private Path home;
    private Map<String, String> before;
    private final Browser browser = new Browser();
    private JsonNode project;
    private String key;
    private App a;
    private App b;

    @BeforeAll
    void startTwoCopies(@TempDir Path directory) throws Exception {
        // Others may enter it, but only root may change it.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        application = Files.createDirectories(directory.resolve("app"));
        temporary = Files.createDirectories(directory.resolve("temporary"));
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxrwxrwx"));
        home = Files.createDirectories(directory.resolve("home"));
        Checkout.copyReleaseTo(application);
        for (Path path : everything(application)) {
            String rights = Files.isDirectory(path) ? "r-xr-xr-x" : "r--r--r--";
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
        }
        before = digests(application);
        project = deploy.project();
        key = project.get("api_key").asString();
        a = web();
        b = web();
        a.untilReady();
        b.untilReady();
        String link = deploy.signInLink(
                "ana@example.com", "Ana", project.get("project").asString());
        assertThat(browser.signIn(a, link).statusCode()).isEqualTo(302);
    }

    @AfterAll
    void stopAll() throws Exception {
        deploy.close();
        a.close();
        b.close();
        // Otherwise JUnit could not delete it.
        for (Path path : everything(application)) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    @Order(1)
    void oneCopySeesAtOnceWhatTheOtherStored() {
        for (int n = 0; n < 20; n++) {
            App one = n % 2 == 0 ? a : b;
            App other = n % 2 == 0 ? b : a;
            JsonNode check = Deploy.check(one, key, "{\"name\": \"check " + n + "\"}");
            // Both have seen it now and might have cached it.
            assertThat(read(one, check).get("status").asString()).isEqualTo("new");
            assertThat(read(other, check).get("status").asString()).isEqualTo("new");
            Deploy.ping(other, check, "");
            assertThat(read(one, check).get("n_pings").asLong()).isEqualTo(1);
            assertThat(read(one, check).get("status").asString()).isEqualTo("up");
            Deploy.ping(one, check, "/fail");
            assertThat(read(other, check).get("status").asString()).isEqualTo("down");
        }
        sampleOpenFiles();
    }

    @Test
    @Order(2)
    void theTemporaryDirectoryMayBeEmptiedBetweenRequests() {
        for (int n = 0; n < 5; n++) {
            JsonNode check = Deploy.check(a, key, "{\"name\": \"wiped " + n + "\"}");
            wipe(temporary);
            // Of a size that servers often keep in a file meanwhile.
            String body = "x".repeat(900_000);
            assertThat(a.post("/ping/" + check.get("uuid").asString(), key, body)
                            .statusCode())
                    .isEqualTo(200);
            wipe(temporary);
            assertThat(read(a, check).get("n_pings").asLong()).isEqualTo(1);
        }
        sampleOpenFiles();
    }

    @Test
    @Order(3)
    void anOpenListAtOneCopyShowsWhatTheOtherStoredAndDelaysNoStop() throws Exception {
        JsonNode check = Deploy.check(b, key, "{\"name\": \"watched\"}");
        String list = browser.get(a, "/projects/" + project.get("project").asString() + "/checks/?q=watched")
                .body();

        // A browser that ends.
        ask(list).reset();
        String changed;
        try (RawHttp waiting = ask(list)) {
            Deploy.ping(b, check, "/fail");
            changed = waiting.answer().body();
            assertThat(changed).contains("watched", "lamp down");
        }
        try (RawHttp waiting = ask(changed)) {
            // It comes after the question, so the question has begun to wait.
            assertThat(browser.get(a, "/account").statusCode()).isEqualTo(200);
            a.terminate();
            RawHttp.Answer answer = waiting.answer();
            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.isLast()).isTrue();
        }
        assertThat(a.waitForExit().status()).isEqualTo(143);
        assertThat(a.stdout())
                .filteredOn(event -> event.contains("request.served") && event.contains("/checks/live"))
                .as("each is an event when it was answered")
                .hasSize(3);
        assertThat(a.stdout()).noneMatch(event -> event.contains("\"ERROR\""));
        a = web().untilReady();
    }

    /** A session is stored when the answer is about to be sent. The answer in its place must not keep its length. */
    @Test
    @Order(4)
    void anAnswerWhoseSessionCannotBeStoredIsReplacedAsAWhole() throws Exception {
        JsonNode check = Deploy.check(b, key, "{\"name\": \"talkative\"}");
        String id = check.get("uuid").asString();
        assertThat(b.post("/ping/" + id, key, OUTPUT).statusCode()).isEqualTo(200);
        String file = "/projects/%s/checks/%s/pings/1/file"
                .formatted(project.get("project").asString(), new CheckId(UUID.fromString(id)).uniqueKey());
        try (Database database = deploy.database()) {
            // Its time is stored at most once a minute.
            database.number(
                    "WITH u AS (UPDATE sessions SET last_access_time = last_access_time - 120000 RETURNING 1) SELECT count(*) FROM u");
            database.hold("SELECT FROM sessions FOR UPDATE");
            CompletableFuture<HttpResponse<String>> asked = CompletableFuture.supplyAsync(() -> browser.get(a, file));
            database.untilHeld("UPDATE sessions", 1);
            database.endHeldSessions();
            database.release();

            HttpResponse<String> answer = asked.get(App.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            assertThat(answer.body()).isNotEmpty().doesNotContain(OUTPUT);
            assertThat(answer.headers().map())
                    .containsKeys("content-security-policy", "x-request-id", "retry-after")
                    .doesNotContainKey("content-disposition");
        }
        assertThat(browser.get(a, file).body()).isEqualTo(OUTPUT);
    }

    @Test
    @Order(5)
    void whoSignsOutAtOneCopyIsSignedOutAtTheOther() {
        String id = project.get("project").asString();
        var leaving = new Browser();
        assertThat(leaving.signIn(b, deploy.signInLink("joe@example.com", "Joe", id))
                        .statusCode())
                .isEqualTo(302);
        String cookies = leaving.cookies();
        assertThat(a.send(a.to("/account").header("Cookie", cookies)).body()).contains("joe@example.com");

        assertThat(leaving.submit(b, "/account", "/sign-out").statusCode()).isEqualTo(302);

        assertThat(a.send(a.to("/account").header("Cookie", cookies)).statusCode())
                .isEqualTo(302);
    }

    @Test
    @Order(6)
    void aKilledCopyLosesNothingAndPeopleAndJobsGoOnAtTheOtherAndAtItsSuccessor() {
        assertThat(browser.get(a, "/account").body()).contains("ana@example.com");
        HttpResponse<String> form = browser.get(a, "/account");
        JsonNode check = Deploy.check(a, key, "{\"name\": \"survivor\"}");

        a.kill();

        assertThat(browser.get(b, "/account").body()).contains("ana@example.com");
        assertThat(browser.submit(
                                b,
                                form,
                                "/account/profile",
                                "name",
                                "Ana B.",
                                "timeZone",
                                "Europe/Riga",
                                "language",
                                "en")
                        .statusCode())
                .as("a form that the killed copy has made")
                .isEqualTo(302);
        Deploy.ping(b, check, "/start");
        Deploy.ping(b, check, "/fail");
        String list = list(b);
        b.kill();

        a = web().untilReady();
        assertThat(browser.get(a, "/account").body()).contains("Ana B.", "Europe/Riga");
        assertThat(list(a)).isEqualTo(list).contains("survivor");
        assertThat(read(a, check).get("n_pings").asLong()).isEqualTo(2);
        Deploy.ping(a, check, "");
        assertThat(read(a, check).get("status").asString()).isEqualTo("up");
        sampleOpenFiles();
    }

    @Test
    @Order(7)
    void nothingWasWrittenOutsideTheTemporaryDirectory() throws Exception {
        assertThat(digests(application)).isEqualTo(before);
        assertThat(everything(home)).containsExactly(home);
        assertThat(written)
                .as("files that a copy had open for writing; the JVM's own counters are in /tmp always")
                .allMatch(file -> file.startsWith(temporary) || file.startsWith("/tmp/hsperfdata_nobody"));
    }

    /** Asks the first copy for a newer list than this, and does not wait for the answer. */
    private RawHttp ask(String list) throws IOException {
        Matcher live = LIVE.matcher(list);
        assertThat(live.find()).as(list).isTrue();
        return RawHttp.to("localhost", Integer.parseInt(a.port()))
                .write("GET " + live.group(1).replace("&amp;", "&") + " HTTP/1.1\r\nHost: localhost\r\nCookie: "
                        + browser.cookies() + "\r\n\r\n");
    }

    /** By the line of the Procfile; as an unprivileged user if the test may choose the user. */
    private App web() {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("/usr/bin/setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups", "--"));
        }
        command.addAll(App.command("web"));
        Map<String, String> environment = App.with(
                deploy.environment(),
                "PORT",
                App.freePort(),
                "HOME",
                home.toString(),
                "TMPDIR",
                temporary.toString(),
                "PING_BODY_LIMIT",
                "1000000",
                "JAVA_TOOL_OPTIONS",
                App.jvmFlags() + " -Djava.io.tmpdir=" + temporary);
        return App.launch(command, environment, application);
    }

    private void sampleOpenFiles() {
        for (App copy : List.of(a, b)) {
            if (copy.isAlive()) {
                written.addAll(Linux.filesOpenForWriting(copy.pid()));
            }
        }
    }

    private JsonNode read(App copy, JsonNode check) {
        return Deploy.JSON.readTree(
                copy.send(copy.to("/api/v3/checks/" + check.get("uuid").asString())
                                .header("X-Api-Key", key))
                        .body());
    }

    private String list(App copy) {
        return copy.send(copy.to("/api/v3/checks/").header("X-Api-Key", key)).body();
    }

    private static void wipe(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            for (Path entry : entries.toList()) {
                FileSystemUtils.deleteRecursively(entry);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Map<String, String> digests(Path directory) throws Exception {
        Map<String, String> digests = new TreeMap<>();
        for (Path path : everything(directory)) {
            byte[] content = Files.isDirectory(path) ? new byte[0] : Files.readAllBytes(path);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            digests.put(directory.relativize(path).toString(), new BigInteger(1, digest).toString(16));
        }
        return digests;
    }

    private static List<Path> everything(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.toList();
        }
    }
}
