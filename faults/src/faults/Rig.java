package faults;

import dev.rollcall.project.ProjectMaker;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import testing.App;
import testing.Postgres;
import testing.Receiver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A deploy of the packaged jar with one web process, one worker, a project and a receiver of its webhooks. */
final class Rig implements AutoCloseable {

    private final Map<String, String> environment;
    private final Receiver receiver = Receiver.start();
    private final List<App> processes = new ArrayList<>();
    private final String key;
    private App web;
    private App worker;

    /**
     * Lets the application role use the database, as the release of a deploy does. Returns the address of the database
     * for web and worker, which can neither change tables nor end sessions of others.
     */
    static String forApplication(Postgres server, String database) {
        server.createRole(Postgres.APPLICATION_ROLE);
        App.done(Map.of("DATABASE_URL", database), "--task=migrate", "--grant-to=" + Postgres.APPLICATION_ROLE);
        return Postgres.as(Postgres.APPLICATION_ROLE, database);
    }

    /**
     * Starts all.
     *
     * @param direct the address of the database for its owner; it has the schema of this build
     * @param used the address at which web and worker use it, such as that of a link
     */
    Rig(String direct, String used, String... namesAndValues) {
        Map<String, String> basis = Map.of(
                "DATABASE_URL",
                used,
                "PORT",
                App.freePort(),
                "MIN_PERIOD",
                "1s",
                // No numbered ping may be pruned.
                "PING_LOG_LIMIT",
                "10000",
                "WEBHOOK_ALLOW_PRIVATE",
                "true");
        environment = App.with(basis, namesAndValues);
        key = ProjectMaker.make(Postgres.dataSource(direct), "faults").readWriteKey();
        web = started(App.start("web", environment));
        worker = started(App.start("worker", environment));
        try {
            web.untilReady();
            worker.untilPrinted("worker.ready");
        } catch (RuntimeException | Error e) {
            // Nobody else can close what was not made.
            close();
            throw e;
        }
    }

    Map<String, String> environment() {
        return environment;
    }

    App web() {
        return web;
    }

    App worker() {
        return worker;
    }

    Receiver receiver() {
        return receiver;
    }

    /** Starts web in the place of the process that is gone, as a platform does; does not wait until it is ready. */
    void replaceWeb(Supplier<App> start) {
        web.kill();
        web = started(start.get());
    }

    /** The same for the worker. */
    void replaceWorker(Supplier<App> start) {
        worker.kill();
        worker = started(start.get());
    }

    void replaceWeb() {
        replaceWeb(() -> App.start("web", environment));
    }

    void replaceWorker() {
        replaceWorker(() -> App.start("worker", environment));
    }

    /** Creates a check, and returns its id. */
    String check(String fields) {
        return post("/api/v3/checks/", fields).get("uuid").asString();
    }

    /** Creates a webhook channel to this path of the receiver, and returns its id. */
    String webhook(String path) {
        return post(
                        "/api/v3/channels/",
                        "{\"kind\": \"webhook\", \"name\": \"ops\", \"url\": \"%s\"}".formatted(receiver.url(path)))
                .get("id")
                .asString();
    }

    /** What the API answers to a change. */
    HttpResponse<String> change() {
        return web.post("/api/v3/checks/", key, "{}");
    }

    /** Asks again after 503: a connection to a server that was replaced is noticed when it is used. */
    void deleteCheck(String check) {
        Trial.await(() -> {
            HttpResponse<String> answer = web.send(
                    web.to("/api/v3/checks/" + check).header("X-Api-Key", key).DELETE());
            if (answer.statusCode() != 503) {
                expect(200, answer);
            }
            return answer.statusCode() == 200;
        });
    }

    @Override
    public void close() {
        processes.forEach(App::close);
        receiver.close();
    }

    private JsonNode post(String path, String body) {
        return expect(201, web.post(path, key, body));
    }

    private static JsonNode expect(int status, HttpResponse<String> answer) {
        if (answer.statusCode() != status) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return JsonMapper.shared().readTree(answer.body());
    }

    private App started(App app) {
        processes.add(app);
        return app;
    }
}
