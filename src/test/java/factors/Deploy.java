package factors;

import dev.rollcall.account.AccountMaker;
import dev.rollcall.project.ProjectMaker;
import dev.rollcall.project.Projects;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;
import testing.App;
import testing.Postgres;
import testing.Receiver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A deploy of the jar: an environment, a database, its processes, and a project. */
final class Deploy implements AutoCloseable {

    static final JsonMapper JSON = JsonMapper.shared();

    /** Does not keep a failure: one slow moment of the machine must not fail every test. */
    private static final SingletonSupplier<Migrated> MIGRATED = SingletonSupplier.of(Migrated::make);

    private final Map<String, String> environment;
    private final String ownerUrl;
    private final List<App> processes = new ArrayList<>();
    private final AtomicReference<@Nullable JsonNode> unused;

    /** @param project a project that is already in the database, or null */
    private Deploy(Map<String, String> environment, @Nullable JsonNode project) {
        this(environment, Objects.requireNonNull(environment.get("DATABASE_URL")), project);
    }

    private Deploy(Map<String, String> environment, String ownerUrl, @Nullable JsonNode project) {
        this.environment = environment;
        this.ownerUrl = ownerUrl;
        this.unused = new AtomicReference<>(project);
    }

    /** A deploy on a new, empty database, with additional variables. */
    static Deploy onEmptyDatabase(String... namesAndValues) {
        return new Deploy(variables(Postgres.shared().newDatabase(), namesAndValues), null);
    }

    /**
     * The same, migrated by the release line of the Procfile: a copy of a database that was migrated once and has a
     * project since.
     */
    static Deploy released(String... namesAndValues) {
        if (List.of(namesAndValues).contains("DATABASE_URL")) {
            Deploy deploy = onEmptyDatabase(namesAndValues);
            deploy.release();
            return deploy;
        }
        Migrated migrated = MIGRATED.obtain();
        return new Deploy(
                variables(Postgres.shared().copyOf(migrated.deploy().databaseUrl()), namesAndValues),
                migrated.project());
    }

    /** The same, but web, worker and tasks have the role to which {@code migrate} has granted what they need. */
    static Deploy releasedWithRoles(String... namesAndValues) {
        Deploy deploy = released(namesAndValues);
        String url = Postgres.as(Postgres.APPLICATION_ROLE, deploy.ownerUrl);
        return new Deploy(
                App.with(deploy.environment, "DATABASE_URL", url), deploy.ownerUrl, deploy.unused.getAndSet(null));
    }

    /** On a database that has the schema of this build, from {@link Postgres#newMigratedDatabase}. */
    static Deploy migrated(String databaseUrl, String... namesAndValues) {
        return new Deploy(variables(databaseUrl, namesAndValues), null);
    }

    Map<String, String> environment() {
        return environment;
    }

    /** With the owner of the tables, who runs {@code migrate}. */
    Map<String, String> ownerEnvironment() {
        return App.with(environment, "DATABASE_URL", ownerUrl);
    }

    /** With the owner of the tables. */
    String databaseUrl() {
        return ownerUrl;
    }

    Database database() {
        return new Database(databaseUrl());
    }

    int port() {
        return Integer.parseInt(Objects.requireNonNull(environment.get("PORT")));
    }

    App.Exit release(String... options) {
        List<String> command = new ArrayList<>(App.command("release"));
        command.addAll(List.of(options));
        try (App release = App.launch(command, ownerEnvironment(), App.directory())) {
            App.Exit exit = release.waitForExit();
            if (exit.status() != 0) {
                throw new AssertionError(exit.toString());
            }
            return exit;
        }
    }

    App web(String... namesAndValues) {
        return started(App.start("web", App.with(environment, namesAndValues)));
    }

    App worker(String... namesAndValues) {
        return started(App.start("worker", App.with(environment, namesAndValues)));
    }

    /** The keys of a project that no other test uses, with the names of the task that creates projects. */
    JsonNode project() {
        JsonNode made = unused.getAndSet(null);
        return made == null ? newProject() : made;
    }

    private JsonNode newProject() {
        Projects.NewProject made = ProjectMaker.make(Postgres.dataSource(databaseUrl()), "demo");
        return JSON.valueToTree(Map.of(
                "project", made.id().toString(),
                "api_key", made.readWriteKey(),
                "api_key_readonly", made.readOnlyKey(),
                "ping_key", made.pingKey()));
    }

    /**
     * Makes an account, owner of the project with this id, and returns the link that signs it in once: what the task
     * {@code create-account} does and prints.
     */
    String signInLink(String email, String name, String project) {
        String root = environment.getOrDefault("SITE_ROOT", "http://localhost:" + port());
        Map<String, String> options = Map.of("email", email, "name", name, "project", project);
        return String.valueOf(AccountMaker.make(Postgres.dataSource(databaseUrl()), root, options)
                .get("link"));
    }

    /** Creates a webhook channel to this URL and returns it. */
    static JsonNode webhook(App web, String key, String url) {
        return created(web.post(
                "/api/v3/channels/", key, "{\"kind\": \"webhook\", \"name\": \"ops\", \"url\": \"" + url + "\"}"));
    }

    /** Creates a check and returns it. */
    static JsonNode check(App web, String key, String fields) {
        return created(web.post("/api/v3/checks/", key, fields));
    }

    /** Pings the check, expects an OK, and returns the time just before. */
    static Instant ping(App web, JsonNode check, String signal) {
        Instant before = Instant.now();
        HttpResponse<String> answer = web.get("/ping/" + check.get("uuid").asString() + signal);
        if (answer.statusCode() != 200 || !answer.body().equals("OK")) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return before;
    }

    /** Lets a check become overdue and waits for the alert, so pings, sweep and deliveries work. */
    static void expectAlert(App web, String key, Receiver receiver) {
        webhook(web, key, receiver.url("/"));
        ping(web, check(web, key, "{\"timeout\": 1, \"grace\": 1, \"channels\": \"*\"}"), "");
        receiver.await(1);
    }

    /** Waits until the condition holds. */
    static void until(Callable<Boolean> condition) {
        until(App.PATIENCE, condition);
    }

    /** The same, but fails after this time: for promises. */
    static void until(Duration atMost, Callable<Boolean> condition) {
        Awaitility.await().atMost(atMost).pollInterval(Duration.ofMillis(50)).until(condition);
    }

    @Override
    public void close() {
        processes.forEach(App::close);
    }

    private App started(App app) {
        processes.add(app);
        return app;
    }

    private static JsonNode created(HttpResponse<String> answer) {
        if (answer.statusCode() != 201) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    private static Map<String, String> variables(String databaseUrl, String... namesAndValues) {
        Map<String, String> variables = Map.of(
                "DATABASE_URL",
                databaseUrl,
                "PORT",
                App.freePort(),
                "MIN_PERIOD",
                "1s",
                "WEBHOOK_ALLOW_PRIVATE",
                "true");
        return App.with(variables, namesAndValues);
    }

    /**
     * A database with the schema and a project, which {@link #released} copies. It is made when a test first needs it.
     */
    private record Migrated(Deploy deploy, JsonNode project) {

        static Migrated make() {
            Deploy deploy = onEmptyDatabase();
            Postgres.shared().createRole(Postgres.APPLICATION_ROLE);
            deploy.release("--grant-to=" + Postgres.APPLICATION_ROLE);
            return new Migrated(deploy, deploy.project());
        }
    }
}
