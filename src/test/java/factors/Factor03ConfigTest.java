package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import testing.App;
import testing.Postgres;
import tools.jackson.databind.JsonNode;

/** Config comes from environment variables only. */
@Order(3) // one of the longest
class Factor03ConfigTest {

    private static final String SECRET = "c4n4ry-s3cret";
    /**
     * Variables that platforms set besides ours: service links of Kubernetes, the database of a buildpack, variables of
     * the shell.
     */
    private static final String[] PLATFORM = {
        "KUBERNETES_SERVICE_HOST", "10.0.0.1",
        "ROLLCALL_PORT", "tcp://10.0.0.1:80",
        "ROLLCALL_SERVICE_PORT", "80",
        "DATABASE_PORT", "tcp://10.0.0.2:5432",
        "SITE_PORT", "tcp://10.0.0.3:80",
        "PING_PORT_80_TCP_ADDR", "10.0.0.4",
        "SPRING_DATASOURCE_URL", "jdbc:postgresql://elsewhere/db",
        "JDBC_DATABASE_URL", "jdbc:postgresql://elsewhere/db",
        "DATABASE_CONNECTION_POOL_URL", "postgres://u:p@elsewhere/db",
        "DYNO", "web.1",
        "HOSTNAME", "rollcall-1",
        "LOGNAME", "rollcall",
        "WEB_CONCURRENCY", "2"
    };

    @Test
    void withoutAnyVariableOneLineNamesTheMissingOne() {
        try (App app = App.start("web", Map.of())) {
            App.Exit exit = app.waitForExit();
            assertThat(exit.status()).isEqualTo(2);
            assertThat(exit.stdout().lines()).hasSize(1);
            JsonNode line = Deploy.JSON.readTree(exit.stdout());
            assertThat(line.get("message").asString()).contains("DATABASE_URL is required");
            assertThat(line.get("event").asString()).isEqualTo("process.refused");
            assertThat(exit.stderr()).isEmpty();
        }
    }

    @Test
    void everyInvalidVariableIsNamedBeforeAnythingConnects() {
        var variables = Map.of(
                "PORT",
                "eighty",
                "SWEEP_INTERVAL",
                "soon",
                "WORKER_CONCURRENCY",
                "0",
                "LOG_FORMAT",
                "text",
                "DATABASE_URL",
                "mysql://root:" + SECRET + "@localhost/x");
        try (App app = App.start("worker", variables)) {
            App.Exit exit = app.waitForExit();
            assertThat(exit.status()).isEqualTo(2);
            assertThat(exit.stdout().lines()).hasSize(1);
            assertThat(exit.stdout())
                    .as("as text")
                    .startsWith("cannot start: ")
                    .contains(
                            "PORT must be", "SWEEP_INTERVAL must be", "WORKER_CONCURRENCY must be", "DATABASE_URL must")
                    .doesNotContain(SECRET, "Exception");
        }
    }

    @Test
    void anUnknownTaskOrProcessIsRefusedWithTheKnownOnes() {
        try (App task = App.run(Map.of(), "--task=nope");
                App process = App.run(Map.of(), "--process=nope")) {
            App.Exit noTask = task.waitForExit();
            assertThat(noTask.status()).isEqualTo(2);
            assertThat(noTask.stdout()).isEmpty();
            assertThat(noTask.stderr().lines()).singleElement().satisfies(line -> {
                assertThat(Deploy.JSON.readTree(line).get("event").asString()).isEqualTo("process.refused");
                assertThat(Deploy.JSON.readTree(line).get("process").asString()).isEqualTo("task");
                assertThat(line).contains("'nope'", "create-project", "help", "migrate");
            });
            App.Exit noProcess = process.waitForExit();
            assertThat(noProcess.status()).isEqualTo(2);
            assertThat(noProcess.stdout()).contains("'nope'", "web, worker");
        }
    }

    @Test
    void eachMissingRequiredVariableIsNamedAlone() {
        Example example = Example.read();
        assertThat(example.required()).contains("DATABASE_URL");
        for (String name : example.required()) {
            Map<String, String> environment = new HashMap<>(example.values());
            environment.remove(name);
            try (App app = App.start("web", environment)) {
                App.Exit exit = app.waitForExit();
                assertThat(exit.status()).isEqualTo(2);
                assertThat(Deploy.JSON.readTree(exit.stdout()).get("message").asString())
                        .isEqualTo("cannot start: " + name + " is required");
            }
        }
    }

    @Test
    void filesProfilesAndVariablesOfPlatformsChangeNothing(@TempDir Path directory) throws Exception {
        Files.createDirectories(directory.resolve("config"));
        Files.writeString(directory.resolve("application.yml"), """
                site: {name: Hostile}
                server: {port: 1}
                management: {endpoints: {web: {base-path: /hostile}}}
                """);
        Files.writeString(directory.resolve("application-prod.yml"), "site: {name: Hostile}\n");
        Files.writeString(directory.resolve("config/application.properties"), "site.name=Hostile\nping.log-limit=7\n");
        Files.writeString(directory.resolve(".env"), "SITE_NAME=Hostile\n");
        // Beside the jar and in the working directory at once.
        Checkout.copyReleaseTo(directory);
        Checkout.copy(directory.resolve("application.yml"), directory.resolve("target/application.yml"));
        var plain = Map.of("DATABASE_URL", "postgres://u:p@localhost/x");
        var hostile = App.with(
                App.with(plain, PLATFORM),
                "JAVA_TOOL_OPTIONS",
                App.jvmFlags() + " -Dspring.profiles.active=prod -Dsite.name=Hostile -Dspring.config.name=x",
                "SPRING_APPLICATION_JSON",
                "{\"site\": {\"name\": \"Hostile\"}}",
                "SPRING_PROFILES_ACTIVE",
                "prod",
                "SPRING_CONFIG_LOCATION",
                "file:./application.yml",
                "SERVER_PORT",
                "1");
        List<String> config = new ArrayList<>(App.command("web"));
        config.add("--task=config");
        try (App one = App.run(plain, "--task=config");
                App two = App.launch(config, hostile, directory)) {
            App.Exit undisturbed = one.waitForExit();
            assertThat(undisturbed.status()).isZero();
            assertThat(undisturbed.stdout()).contains("SITE_NAME", "Rollcall");
            App.Exit disturbed = two.waitForExit();
            assertThat(disturbed.stdout()).isEqualTo(undisturbed.stdout());
            assertThat(disturbed.stderr())
                    .as("no platform's variable is taken for ours")
                    .doesNotContain("unknown-variable");
        }
        // The task config reads the variables; a process could read more.
        String port = App.freePort();
        try (App web = App.launch(App.command("web"), App.with(hostile, "PORT", port), directory)) {
            web.untilPrinted("web.listening");
            assertThat(web.status("/actuator/health/liveness")).isEqualTo(200);
            assertThat(web.status("/hostile/health/liveness")).isEqualTo(404);
        }
    }

    @Test
    void theJarHasNoSettingOfADeploy() throws Exception {
        try (var jar = new JarFile(Checkout.JAR.toFile())) {
            assertThat(jar.stream().map(entry -> entry.getName()))
                    .filteredOn(name -> name.matches("(.*/)?(application|bootstrap)[^/]*\\.(ya?ml|properties)"))
                    .containsExactly("BOOT-INF/classes/application.properties");
        }
    }

    @Test
    void onlyDocumentedVariablesChangeTheEffectiveConfig() {
        Example example = Example.read();
        JsonNode before = config(Map.of("PING_COLOUR", "blue", "SITE_MOTTO", "none"));
        assertThat(before.propertyNames()).containsExactlyInAnyOrderElementsOf(example.names());

        Set<String> byValue = new TreeSet<>(example.names());
        byValue.removeIf(name -> name.endsWith("_FILE"));
        JsonNode after =
                config(byValue.stream().collect(Collectors.toMap(name -> name, name -> "other ${PORT} " + name)));
        for (String name : byValue) {
            assertThat(after.get(name).asString())
                    .as(name)
                    .isNotEqualTo(before.get(name).asString())
                    // For a number or a duration, the fault says that the value is neither.
                    .startsWith(example.secrets().contains(name) ? "(set, not shown)" : "other ${PORT} " + name);
        }
    }

    @Test
    void everySecretMayComeFromAFileAndIsNotShown(@TempDir Path directory) throws Exception {
        Example example = Example.read();
        Map<String, String> environment = new HashMap<>();
        for (String name : example.secrets()) {
            Path file = directory.resolve(name);
            Files.writeString(file, SECRET + "\n");
            environment.put(name + "_FILE", file.toString());
        }
        JsonNode config = config(environment);
        for (String name : example.secrets()) {
            assertThat(config.get(name).asString()).isEqualTo("(set by " + name + "_FILE, not shown)");
            assertThat(config.get(name + "_FILE").asString())
                    .isEqualTo(directory.resolve(name).toString());
        }
        assertThat(config.toString()).doesNotContain(SECRET);
        environment.replaceAll((name, path) -> path + "-gone");
        environment.put("DATABASE_URL", "postgres://u:" + SECRET + "@localhost/x");
        try (App app = App.start("web", environment)) {
            App.Exit exit = app.waitForExit();
            assertThat(exit.status()).isEqualTo(2);
            assertThat(exit.stdout())
                    .contains("DATABASE_URL and DATABASE_URL_FILE are both set: choose one")
                    .contains("SMTP_URL_FILE: the file '" + directory.resolve("SMTP_URL") + "-gone' does not exist")
                    .doesNotContain(SECRET);
        }
    }

    @Test
    void noSecretIsLoggedAndAMisspeltVariableIsReportedOnce() {
        Example example = Example.read();
        Map<String, String> canaries = canaries(example.secrets());
        try (var deploy = Deploy.released()) {
            String key = deploy.project().get("api_key").asString();
            canaries.put("DATABASE_URL", asRole(deploy.databaseUrl(), "canary", SECRET));
            Map<String, String> environment = App.with(deploy.environment(), PLATFORM);
            environment.putAll(canaries);
            environment.putAll(Map.of(
                    "EMAIL_FROM",
                    "a@example.com",
                    "OIDC_ISSUER",
                    "http://127.0.0.1:1",
                    "OIDC_CLIENT_ID",
                    "rollcall",
                    "OTEL_EXPORTER_OTLP_ENDPOINT",
                    "http://127.0.0.1:1",
                    "LOG_LEVEL",
                    "trace",
                    "WORKER_CONCURENCY",
                    SECRET));
            List<String> said = new ArrayList<>();
            try (App both =
                    App.run(environment, "--process=web,worker").untilReady().untilPrinted("worker.ready")) {
                said.addAll(answers(both, key));
                both.terminate();
                said.add(both.waitForExit().toString());
                assertThat(both.stdout())
                        .filteredOn(line -> line.contains("config.unknown-variable"))
                        .singleElement()
                        .asString()
                        .contains("WORKER_CONCURENCY", "WORKER_CONCURRENCY");
            }
            said.add(App.done(environment, "--task=config").toString());
            said.addAll(failures(environment, canaries));
            assertThat(said).hasSizeGreaterThan(12).noneMatch(text -> text.contains(SECRET));
        }
    }

    @Test
    void aPasswordIsRotatedUnderLoadWithoutARestartOrALostPing(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("database-url");
        try (var deploy = Deploy.released()) {
            String key = deploy.project().get("api_key").asString();
            String owner = deploy.databaseUrl();
            Files.writeString(file, asRole(owner, "rotated", "first"));
            Map<String, String> environment = App.with(deploy.environment(), "DATABASE_URL_FILE", file.toString());
            environment.remove("DATABASE_URL");
            try (App web = App.start("web", environment).untilReady();
                    var load = new InsistentPings(web, Deploy.check(web, key, "{}"), 4)) {
                load.untilAcknowledged(200);
                Path next = Files.writeString(directory.resolve("next"), asRole(owner, "rotated", "second"));
                Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                Postgres.shared()
                        .executeIn(
                                owner,
                                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '"
                                        + roleName("rotated") + "'");
                load.untilAcknowledged(load.acknowledged() + 200);
                assertThat(web.stdout())
                        .filteredOn(line -> line.contains("config.secret-changed"))
                        .hasSize(1);
                load.stop();

                assertThat(load.unexpected())
                        .as("answers other than OK and 503")
                        .isEmpty();
                JsonNode check = Deploy.JSON.readTree(
                        web.send(web.to("/api/v3/checks/" + load.check()).header("X-Api-Key", key))
                                .body());
                // A refused ping may be stored: its commit may have been running when the connection was cut.
                assertThat(check.get("n_pings").asLong())
                        .isBetween(load.acknowledged(), load.acknowledged() + load.refused());
            }
        }
    }

    /** The same database for a role with this password, and only for this role. */
    private static String asRole(String url, String label, String password) {
        String role = roleName(label);
        Postgres server = Postgres.shared();
        server.executeIn(
                url,
                "DO $$BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '%1$s') THEN CREATE ROLE %1$s LOGIN; END IF; END$$;"
                                .formatted(role)
                        + "ALTER ROLE %s PASSWORD '%s';".formatted(role, password)
                        + "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO " + role);
        return url.replaceFirst("//[^@]*@", "//" + role + ":" + password + "@");
    }

    private static String roleName(String label) {
        return label + "_" + ProcessHandle.current().pid();
    }

    private static Map<String, String> canaries(Set<String> secrets) {
        Map<String, String> canaries = new HashMap<>();
        for (String name : secrets) {
            canaries.put(name, SECRET);
        }
        canaries.replace("SMTP_URL", "smtp://u:" + SECRET + "@127.0.0.1:1");
        canaries.replace("OTEL_EXPORTER_OTLP_HEADERS", "Authorization=" + SECRET);
        canaries.replace("WATCHDOG_URL", "http://127.0.0.1:1/" + SECRET);
        return canaries;
    }

    private static List<String> answers(App web, String key) {
        List<String> answers = new ArrayList<>();
        for (String path : List.of(
                "/version",
                "/actuator/health",
                "/actuator/health/readiness",
                "/actuator/prometheus",
                "/actuator/env",
                "/actuator/configprops",
                "/nowhere",
                "/ping/nobody",
                "/api/v3/checks/")) {
            answers.add(web.get(path).headers() + web.get(path).body());
        }
        answers.add(web.post("/api/v3/checks/", key, "{").body());
        answers.add(web.post("/api/v3/checks/", key, "{\"timeout\": \"x\"}").body());
        return answers;
    }

    /** The errors for an invalid secret, and for one that the database refuses. */
    private static List<String> failures(Map<String, String> environment, Map<String, String> canaries) {
        List<String> said = new ArrayList<>();
        Map<String, String> faulty = App.with(environment, "PORT", "http", "LOG_LEVEL", "debug");
        canaries.keySet().forEach(name -> faulty.put(name, "jdbc:postgresql://u:" + SECRET + "@db/x"));
        try (App refused = App.start("web", faulty)) {
            App.Exit exit = refused.waitForExit();
            assertThat(exit.status()).isEqualTo(2);
            assertThat(exit.stdout()).contains("DATABASE_URL must");
            said.add(exit.toString());
        }
        String url = Objects.requireNonNull(canaries.get("DATABASE_URL"));
        try (App waiting = App.start(
                        "worker",
                        App.with(
                                environment,
                                "LOG_LEVEL",
                                "debug",
                                "DATABASE_URL",
                                url.replace(SECRET, SECRET + "-wrong")))
                .untilPrinted("schema.waiting")) {
            waiting.terminate();
            said.add(waiting.waitForExit().toString());
        }
        return said;
    }

    private static JsonNode config(Map<String, String> environment) {
        return Deploy.JSON.readTree(
                App.done(environment, "--task=config", "--output=json").stdout());
    }
}
