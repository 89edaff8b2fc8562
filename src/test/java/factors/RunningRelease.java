package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.condition.OS;
import testing.App;
import testing.Linux;
import testing.Mail;
import testing.TestRun;
import tools.jackson.databind.JsonNode;

/**
 * A release with a web and a worker process, with a role of the database that only reads and writes rows. All test
 * classes of a run that only use a release share it, each with a project of its own, because starting processes takes
 * most of the time of the tests. Get it in each run: a static field would keep the release of the first one.
 */
final class RunningRelease {

    /** The version that the platform gives it. */
    static final String VERSION = "v7";

    static final String COMMIT = "0123456789abcdef";

    private static final Duration LONGEST_TASK = Duration.ofMinutes(5);
    private static final Duration OFTEN = Duration.ofMillis(100);

    private static @Nullable RunningRelease running;

    private final Mail mail;
    private final Deploy deploy;
    private final App web;
    private final App worker;
    private final JsonNode project;
    private @Nullable App distrustful;

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
        TestRun.atEnd(() -> {
            deploy.close();
            mail.close();
            forget();
        });
        // No program that they might call is found.
        web = deploy.web("PATH", "");
        worker = deploy.worker("PATH", "");
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

    private static synchronized void forget() {
        running = null;
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

    /** Another web process of the release, which does not trust the proxies that the first one trusts. */
    synchronized App distrustfulWeb() {
        if (distrustful == null) {
            distrustful = deploy.web("PORT", App.freePort(), "TRUSTED_PROXIES", "192.0.2.0/24,2001:db8::1")
                    .untilReady();
        }
        return distrustful;
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
     * True for every task: it ends by itself (else waiting fails), opens no port and does not mind that web has its own
     * open, its log is JSON on stderr, and it is of this release.
     */
    App.Exit run(Map<String, String> environment, String... arguments) {
        try (App task = App.run(App.with(environment, "RELEASE_VERSION", VERSION), arguments)) {
            assertThat(portsUntilItsEnd(task))
                    .as("ports of " + List.of(arguments))
                    .isEmpty();
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

    /** The ports that it was seen to listen on. */
    private static Set<Integer> portsUntilItsEnd(App task) {
        Set<Integer> ports = new TreeSet<>();
        Awaitility.await().atMost(LONGEST_TASK).pollInterval(OFTEN).until(() -> {
            ports.addAll(listeningPorts(task));
            return !task.isAlive();
        });
        return ports;
    }

    private static Set<Integer> listeningPorts(App task) {
        try {
            return OS.LINUX.isCurrentOs() ? Linux.listeningPorts(task.pid()) : Set.of();
        } catch (UncheckedIOException e) {
            // It ended while we looked, which Java may learn a moment later.
            Deploy.until(() -> !task.isAlive());
            return Set.of();
        }
    }
}
