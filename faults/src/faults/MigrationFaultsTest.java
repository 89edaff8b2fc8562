package faults;

import static org.assertj.core.api.Assertions.assertThat;

import factors.PreviousRelease;
import faults.Pings.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import testing.App;
import testing.Postgres;
import tools.jackson.databind.json.JsonMapper;

/**
 * The schema changes while web of the previous release takes pings, and the deploy goes on to this release and back.
 * With {@code -Dmigration.pings=10000000} in a large database.
 */
@Timeout(3600)
class MigrationFaultsTest {

    private static final int STORED_PINGS = Integer.getInteger("migration.pings", 100_000);
    private static final int JOBS = 6;
    private static final Duration PAUSE = Duration.ofMillis(20);
    /** A migration holds up a ping for at most 750 ms; the rest is for a busy machine. */
    private static final Duration LONGEST_PING = Duration.ofSeconds(4);

    @Test
    void pingsGoOnWhileTheSchemaChangesAndInBothReleases() throws Exception {
        PreviousRelease previous = PreviousRelease.get();
        try (Postgres server = Postgres.durable()) {
            String database = server.newDatabase();
            Map<String, String> environment =
                    Map.of("DATABASE_URL", database, "PORT", App.freePort(), "PING_LOG_LIMIT", "10000");
            finished(previous.start("release", environment));
            String key = key(previous, environment);
            try (var web = new Web(previous.start("web", environment))) {
                web.now().untilReady();
                channel(web.now(), key);
                List<String> jobs =
                        Stream.generate(() -> check(web.now(), key)).limit(JOBS).toList();
                var many = new ManyRows(server, database);
                many.fill(STORED_PINGS, jobs.get(0));
                var pings = new Pings(web::now, jobs, PAUSE);
                try (pings) {
                    migrate(pings, environment, many);
                    web.replaceBy(() -> App.start("web", environment));
                    pings.untilAcknowledged(10);
                    web.replaceBy(() -> previous.start("web", environment));
                    pings.untilAcknowledged(10);
                }
                compare(pings, new Truth(server, database));
                App.done(environment, "--task=verify");
            }
        }
    }

    private static void migrate(Pings pings, Map<String, String> environment, ManyRows many) {
        Trial.lasts(10);
        Duration usual = pings.takeLongest();
        Instant begin = Instant.now();
        App.done(environment, "--task=migrate");
        Duration migrating = Duration.between(begin, Instant.now());
        pings.untilAcknowledged(1);
        Duration longest = pings.takeLongest();
        long failed = pings.count(Answer.REFUSED) + pings.count(Answer.NONE);
        System.out.printf(
                Locale.ROOT,
                "MIGRATION %s: %.1f s; longest ping before %d ms, meanwhile %d ms; %d pings OK, %d not; slowest %s%n",
                many.counts(),
                migrating.toMillis() / 1000.0,
                usual.toMillis(),
                longest.toMillis(),
                pings.count(Answer.OK),
                failed,
                many.slowestMigrations());
        assertThat(longest).as("the longest ping during the migrations").isLessThan(LONGEST_PING);
        assertThat(failed).as("pings that were not acknowledged").isZero();
    }

    private static void compare(Pings pings, Truth truth) {
        assertThat(pings.unexpected()).isEmpty();
        for (String job : pings.checks()) {
            assertThat(truth.numbers(job))
                    .containsAll(pings.numbers(job, Answer.OK))
                    .doesNotHaveDuplicates();
        }
    }

    private static String key(PreviousRelease previous, Map<String, String> environment) {
        App.Exit made =
                finished(previous.start("web", environment, "--task=create-project", "--name=many", "--output=json"));
        return JsonMapper.shared().readTree(made.stdout()).get("api_key").asString();
    }

    private static void channel(App web, String key) {
        String body = "{\"kind\": \"webhook\", \"name\": \"ops\", \"url\": \"https://example.com/\"}";
        assertThat(web.post("/api/v3/channels/", key, body).statusCode()).isEqualTo(201);
    }

    private static String check(App web, String key) {
        return JsonMapper.shared()
                .readTree(web.post("/api/v3/checks/", key, "{}").body())
                .get("uuid")
                .asString();
    }

    private static App.Exit finished(App task) {
        try (task) {
            App.Exit exit = task.waitForExit();
            assertThat(exit.status()).as(exit.toString()).isZero();
            return exit;
        }
    }

    /** The one web process of the deploy. */
    private static final class Web implements AutoCloseable {

        private volatile App process;

        Web(App process) {
            this.process = process;
        }

        App now() {
            return process;
        }

        void replaceBy(Supplier<App> start) {
            process.kill();
            process = start.get();
        }

        @Override
        public void close() {
            process.close();
        }
    }
}
