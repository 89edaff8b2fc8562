package factors;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;
import testing.App;
import testing.Postgres;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A deploy of the jar: an environment, a database, its processes, and a key. */
final class Deploy implements AutoCloseable {

    static final JsonMapper JSON = JsonMapper.shared();
    static final String NOTES = "/api/v1/notes";
    static final String MILK = "{\"title\": \"Milk\", \"text\": \"two bottles\"}";

    /** Does not keep a failure: one slow moment of the machine must not fail every test. */
    private static final SingletonSupplier<Migrated> MIGRATED = SingletonSupplier.of(Migrated::make);

    private final Map<String, String> environment;
    private final List<App> processes = new ArrayList<>();
    private @Nullable String key;

    /** @param key a key that is already in the database, or null */
    private Deploy(Map<String, String> environment, @Nullable String key) {
        this.environment = environment;
        this.key = key;
    }

    /** A deploy on a new, empty database, with additional variables. */
    static Deploy onEmptyDatabase(String... namesAndValues) {
        return on(Postgres.shared().newDatabase(), namesAndValues);
    }

    /** The same, migrated by the release line of the Procfile: a copy of a database that was migrated once. */
    static Deploy released(String... namesAndValues) {
        Migrated migrated = MIGRATED.obtain();
        String copy = Postgres.shared().copyOf(migrated.deploy().databaseUrl());
        return new Deploy(variables(copy, namesAndValues), migrated.key());
    }

    /** On the database of this URL. */
    static Deploy on(String databaseUrl, String... namesAndValues) {
        return new Deploy(variables(databaseUrl, namesAndValues), null);
    }

    Map<String, String> environment() {
        return environment;
    }

    String databaseUrl() {
        return Objects.requireNonNull(environment.get("DATABASE_URL"));
    }

    Database database() {
        return new Database(databaseUrl());
    }

    int port() {
        return Integer.parseInt(Objects.requireNonNull(environment.get("PORT")));
    }

    App.Exit release() {
        try (App release = App.start("release", environment)) {
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

    /** Runs a task and returns its result. */
    JsonNode done(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--output=json");
        return JSON.readTree(App.done(environment, all.toArray(String[]::new)).stdout());
    }

    /** A key that may write, created when first asked for. */
    synchronized String key() {
        if (key == null) {
            key = done("--task=create-key", "--name=test").get("key").asString();
        }
        return key;
    }

    /** Creates a note and returns its id. */
    String note(App web, String fields) {
        HttpResponse<String> answer = web.post(NOTES, key(), fields);
        if (answer.statusCode() != 201) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body()).get("id").asString();
    }

    /** The status of a request for this note. */
    int status(App web, String id) {
        return call(web, "GET", NOTES + "/" + id).statusCode();
    }

    /** Sends a request with the key and without a body. */
    HttpResponse<String> call(App web, String method, String path) {
        return web.send(web.to(path).header("X-Api-Key", key()).method(method, BodyPublishers.noBody()));
    }

    /** Shows that web and worker do their work: a note is created, and the worker removes it when its time is over. */
    void expectWork(App web) {
        String id = note(web, "{\"title\": \"Short\", \"text\": \"\", \"expires_in\": 1}");
        until(
                Duration.ofSeconds(30),
                () -> database().number("SELECT count(*) FROM notes WHERE id = ?::uuid", id) == 0);
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

    private static Map<String, String> variables(String databaseUrl, String... namesAndValues) {
        return App.with(Map.of("DATABASE_URL", databaseUrl, "PORT", App.freePort()), namesAndValues);
    }

    /** An own database with the schema and a key, which {@link #released} copies. */
    private record Migrated(Deploy deploy, String key) {

        static Migrated make() {
            Deploy deploy = onEmptyDatabase();
            deploy.release();
            return new Migrated(deploy, deploy.key());
        }
    }
}
