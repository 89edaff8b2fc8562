package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import testing.App;
import testing.Mail;
import tools.jackson.databind.JsonNode;

/**
 * A release with a web and a worker process that run until the tests end, with a role of the database that only reads
 * and writes rows. All test classes that only use a release
 * share it, each with a project of its own, because starting processes takes most of the time of the tests.
 */
final class RunningRelease {

    /** The version that the platform gives it. */
    static final String VERSION = "v7";

    static final String COMMIT = "0123456789abcdef";

    private static @Nullable RunningRelease running;

    private final Mail mail;
    private final Deploy deploy;
    private final App web;
    private final App worker;
    private final JsonNode project;

    private RunningRelease() {
        mail = Mail.start("rollcall", "smtp-password");
        String port = App.freePort();
        deploy = Deploy.releasedWithRoles(
                "RELEASE_VERSION",
                VERSION,
                "SOURCE_VERSION",
                COMMIT,
                "PORT",
                port,
                "SITE_ROOT",
                "http://127.0.0.1:" + port,
                "METRICS_TOKEN",
                Requests.METRICS_TOKEN,
                "SMTP_URL",
                "smtp://rollcall:smtp-password@127.0.0.1:" + mail.port(),
                "EMAIL_FROM",
                "rollcall@example.com");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            deploy.close();
            mail.close();
        }));
        web = deploy.web();
        worker = deploy.worker();
        web.untilReady();
        worker.untilPrinted("worker.ready");
        project = deploy.project();
    }

    static synchronized RunningRelease get() {
        if (running == null) {
            running = new RunningRelease();
        }
        return running;
    }

    Deploy deploy() {
        return deploy;
    }

    /** The mail server of the release. */
    Mail mail() {
        return mail;
    }

    App web() {
        return web;
    }

    App worker() {
        return worker;
    }

    /** The keys of a shared project. */
    JsonNode project() {
        return project;
    }

    /** Runs a task while the processes run, {@code migrate} as the owner of the tables, and returns its result. */
    JsonNode done(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--output=json");
        boolean isMigrate = all.get(0).equals("--task=migrate");
        App.Exit exit = run(isMigrate ? deploy.ownerEnvironment() : deploy.environment(), all.toArray(String[]::new));
        assertThat(exit.status()).as(exit.toString()).isZero();
        assertThat(exit.stdout().lines()).hasSize(1);
        return Deploy.JSON.readTree(exit.stdout());
    }

    /**
     * True for every task: it ends by itself (else waiting fails), its log is JSON on stderr, and it is of this
     * release.
     */
    App.Exit run(Map<String, String> environment, String... arguments) {
        try (App task = App.run(App.with(environment, "RELEASE_VERSION", VERSION), arguments)) {
            App.Exit exit = task.waitForExit();
            assertThat(exit.stderr().lines().map(Deploy.JSON::readTree))
                    .isNotEmpty()
                    .allSatisfy(line -> {
                        assertThat(line.get("process").asString()).isEqualTo("task");
                        assertThat(line.get("release").asString()).isEqualTo(VERSION);
                    });
            return exit;
        }
    }
}
