package bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import testing.App;

/**
 * Bytes stored and written for pings once the log of each check is full. Vacuum removes dead rows once a minute at
 * best, so there are as many as pings a minute, whatever the size of the table. With few checks they would be most of
 * the result.
 */
final class StorageCase implements Case {

    private static final int CHECKS = 10_000;
    /** The value of {@code BENCH_PINGS}; ten million take half an hour or more. */
    private static final long PINGS = Long.parseLong(System.getenv().getOrDefault("BENCH_PINGS", "100000"));

    private static final int LOG_LIMIT = 100;
    /** Old pings are deleted in groups of sixteen. */
    private static final double MOST_KEPT = LOG_LIMIT + 16.0;

    private static final double HOT_SHARE = 0.95;
    private static final double DEAD_PERCENT = 20;

    @Override
    public String name() {
        return "storage";
    }

    @Override
    public String question() {
        return "How much is kept of many pings, and does what is gone stay behind?";
    }

    @Override
    public List<Result> measure(Bench bench) throws Exception {
        Fixture fixture = Fixture.of(bench, 10, CHECKS).withLogs(LOG_LIMIT);
        fixture.execute("CREATE EXTENSION pgstattuple");
        long goal = bench.options().quick() ? PINGS / 4 : PINGS;
        bench.say("storage: " + goal + " pings");
        long pings = ping(bench, fixture, goal);
        // Postgres reports statistics of a commit a second later.
        fixture.await(
                "SELECT CASE WHEN n_tup_ins > 0 THEN 1 ELSE 0 END FROM pg_stat_user_tables WHERE relname = 'pings'", 1);
        double perCheck = fixture.fraction("SELECT count(*)::float / " + CHECKS + " FROM pings");
        return List.of(
                one("storage.kept", "pings kept a check", perCheck, Target.atMost(MOST_KEPT))
                        .with(pings + " pings were recorded"),
                one(
                        "storage.ping",
                        "bytes a kept ping",
                        fixture.fraction("SELECT pg_total_relation_size('pings')::float / count(*) FROM pings"),
                        null),
                one("storage.check", "bytes a check", fixture.fraction("""
                        SELECT (pg_total_relation_size('checks') + pg_total_relation_size('check_states'))::float
                            / count(*)
                        FROM checks
                        """), null),
                one(
                        "storage.dead",
                        "% of the ping log's pages that dead rows hold",
                        fixture.fraction("SELECT dead_tuple_percent FROM pgstattuple('pings')"),
                        Target.atMost(DEAD_PERCENT)),
                one(
                        "storage.hot",
                        "share of state updates inside their page",
                        fixture.fraction("""
                        SELECT n_tup_hot_upd::float / n_tup_upd
                        FROM pg_stat_user_tables
                        WHERE relname = 'check_states'
                        """),
                        Target.atLeast(HOT_SHARE)),
                one(
                        "storage.wal",
                        "bytes of WAL a ping",
                        fixture.fraction("SELECT wal_bytes::float / " + pings + " FROM pg_stat_wal"),
                        null));
    }

    /** Sends pings until at least {@code goal} are stored. Returns how many are. */
    private static long ping(Bench bench, Fixture fixture, long goal) throws Exception {
        Path ids = fixture.ids();
        long before = Kept.stored(fixture);
        fixture.execute("SELECT pg_stat_reset(), pg_stat_reset_shared('wal')");
        try (App web = bench.release().start("web", bench.environment(fixture.databaseUrl()))) {
            web.untilReady();
            Wrk load = Wrk.pings(PingedWeb.CONNECTIONS, ids);
            while (Kept.stored(fixture) - before < goal) {
                load.run(web, Duration.ofSeconds(5));
            }
        }
        return Kept.stored(fixture) - before;
    }

    private static Result one(String name, String unit, double value, @Nullable Target target) {
        return Result.of(name, unit, new Series("after all pings", List.of(value)), target);
    }
}
