package bench;

import java.util.ArrayList;
import java.util.List;
import testing.App;

/** The cost of a sweep by the number of checks and by the number of silent checks. */
final class SweepCase implements Case {

    /** Enough checks to show that a sweep costs no more. A burst among so many would show nothing new. */
    private static final int BETWEEN = 100_000;

    private static final List<Integer> FULL = List.of(10_000, BETWEEN, 1_000_000);
    private static final List<Integer> QUICK = List.of(10_000, BETWEEN);
    private static final int DUE = 10_000;
    private static final double LONGEST_SWEEP_MILLIS = 5;
    private static final double LONGEST_LAG_MILLIS = 2_000;
    private static final int SWEEPS = 20;
    /** After this many sweeps, one a second, the code of a sweep is compiled. */
    private static final int SETTLED = 12;

    private static final String STATEMENT = "FROM pg_stat_statements WHERE query LIKE 'WITH due AS%looked_at%'";

    @Override
    public String name() {
        return "sweep";
    }

    @Override
    public String question() {
        return "Does looking for silence cost what is due, and not what exists?";
    }

    @Override
    public List<Result> measure(Bench bench) throws Exception {
        List<Result> results = new ArrayList<>();
        for (int checks : bench.options().quick() ? QUICK : FULL) {
            bench.say("sweep: making " + checks + " checks");
            try (Sink sink = Sink.start()) {
                Fixture fixture = Fixture.of(bench, 100, checks).withWebhooks(sink.url());
                fixture.execute("CREATE EXTENSION pg_stat_statements");
                results.add(idle(bench, fixture, checks));
                if (checks != BETWEEN) {
                    results.add(lag(bench, fixture, checks));
                }
            }
        }
        return results;
    }

    /** Nothing is due, and a worker sweeps ten times a second. */
    private static Result idle(Bench bench, Fixture fixture, int checks) throws Exception {
        fixture.execute("SELECT pg_stat_statements_reset()");
        try (App worker =
                bench.release().start("worker", bench.environment(fixture.databaseUrl(), "SWEEP_INTERVAL", "100ms"))) {
            worker.untilPrinted("worker.ready");
            List<Double> means = new ArrayList<>();
            for (int n = 0; n < bench.options().repeats(); n++) {
                fixture.execute("SELECT pg_stat_statements_reset()");
                awaitSweeps(fixture, SWEEPS);
                means.add(fixture.fraction("SELECT mean_exec_time " + STATEMENT));
            }
            double pages = fixture.fraction("SELECT (shared_blks_hit + shared_blks_read)::float / calls " + STATEMENT);
            return Result.of(
                    "sweep.idle." + checks,
                    "ms a sweep",
                    new Series("nothing due of " + checks, means),
                    Target.atMost(LONGEST_SWEEP_MILLIS),
                    "%.1f pages a sweep".formatted(pages));
        }
    }

    /**
     * Many checks become overdue in the same second: how long after its deadline is the flip of each recorded? The
     * first turn is that of a worker that was idle since its start.
     */
    private static Result lag(Bench bench, Fixture fixture, int checks) throws Exception {
        fixture.execute("SELECT pg_stat_statements_reset()");
        try (App worker = bench.release().start("worker", bench.environment(fixture.databaseUrl()))) {
            worker.untilPrinted("worker.ready");
            awaitSweeps(fixture, SETTLED);
            List<Double> lags = new ArrayList<>();
            for (int n = 0; n < bench.options().repeats(); n++) {
                // Deliveries that are left from the turn before must not disturb this one or the truncation.
                fixture.await("SELECT count(*) FROM deliveries WHERE status = 'PENDING'", 0);
                fixture.execute("TRUNCATE flips CASCADE");
                fixture.execute("""
                        UPDATE check_states
                        SET status = 'UP', down_after = t.due, sweep_after = t.due
                        FROM (SELECT check_id, now() + interval '2 seconds' + random() * interval '1 second' AS due
                            FROM (SELECT check_id FROM check_states ORDER BY check_id LIMIT %d) chosen) t
                        WHERE check_states.check_id = t.check_id
                        """.formatted(DUE));
                fixture.await("SELECT count(*) FROM flips", DUE);
                lags.add(fixture.fraction("""
                        SELECT extract(epoch FROM percentile_cont(0.99) WITHIN GROUP (ORDER BY
                            d.created_at - f.flipped_at)) * 1000
                        FROM deliveries d
                        JOIN flips f ON f.id = d.flip_id
                        """));
            }
            return Result.of(
                            "sweep.lag." + checks,
                            "ms from deadline to flip, p99",
                            new Series(DUE + " due in one second of " + checks, lags),
                            Target.atMost(LONGEST_LAG_MILLIS))
                    .with("the first time: " + Report.number(lags.get(0)));
        }
    }

    private static void awaitSweeps(Fixture fixture, int sweeps) {
        fixture.await("SELECT CASE WHEN sum(calls) >= " + sweeps + " THEN 1 ELSE 0 END " + STATEMENT, 1);
    }
}
