package bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import testing.App;

/** Webhooks a second, from one worker and from two. */
final class AlertCase implements Case {

    static final int CHECKS = 10_000;
    private static final double TARGET_RATE = 1_000;
    private static final double TARGET_RATIO = 1.8;
    /** A usual delay of a receiver on the internet. Workers spend it waiting and leave the processors free. */
    private static final Duration DISTANT = Duration.ofMillis(50);

    @Override
    public String name() {
        return "alerts";
    }

    @Override
    public String question() {
        return "How many webhooks a second does a worker deliver, and do two deliver twice as many?";
    }

    @Override
    public List<Result> measure(Bench bench) throws Exception {
        try (Sink sink = Sink.start()) {
            Fixture fixture = Fixture.of(bench, 100, CHECKS).withWebhooks(sink.url());
            try (App worker = worker(bench, fixture)) {
                bench.say("alerts: warming up");
                deliver(fixture, sink, CHECKS);
                deliver(fixture, sink, CHECKS / 2);
                return List.of(oneWorker(bench, fixture, sink, worker), twoWorkers(bench, fixture, sink));
            }
        }
    }

    private static Result oneWorker(Bench bench, Fixture fixture, Sink sink, App worker) {
        bench.say("alerts: measuring one worker");
        Duration before = Usage.cpu(worker);
        fixture.execute("SELECT pg_stat_reset_shared('wal')");
        List<Double> rates = new ArrayList<>();
        for (int n = 0; n < bench.options().repeats(); n++) {
            rates.add(deliver(fixture, sink, CHECKS));
        }
        int delivered = rates.size() * CHECKS;
        double cpu = Usage.cpu(worker).minus(before).toMillis() * 1_000.0 / delivered;
        long wal = fixture.number("SELECT wal_bytes::bigint FROM pg_stat_wal") / delivered;
        return Result.of(
                "alerts.rate",
                "webhooks/s",
                new Series("one worker, a receiver that answers at once", rates),
                Target.atLeast(TARGET_RATE),
                "%.0f us of the worker's CPU and %d bytes of WAL a webhook".formatted(cpu, wal));
    }

    private static Result twoWorkers(Bench bench, Fixture fixture, Sink sink) throws Exception {
        sink.answerAfter(DISTANT);
        try (App second = worker(bench, fixture)) {
            bench.say("alerts: warming up two workers");
            deliver(fixture, sink, CHECKS / 4);
            bench.say("alerts: measuring one worker and two");
            Turns<Double> turns = Turns.take(
                    bench.options().repeats(),
                    "one worker",
                    () -> {
                        second.signal("STOP");
                        double rate = deliver(fixture, sink, CHECKS / 4);
                        second.signal("CONT");
                        return rate;
                    },
                    "two workers",
                    () -> deliver(fixture, sink, CHECKS / 4));
            return turns.result("alerts.two", "webhooks/s", rate -> rate, Target.ratioAtLeast(TARGET_RATIO))
                    .with("the receiver answers after " + DISTANT.toMillis() + " ms");
        }
    }

    static App worker(Bench bench, Fixture fixture) throws Exception {
        return bench.release()
                .start("worker", bench.environment(fixture.databaseUrl()))
                .untilPrinted("worker.ready");
    }

    /** Queues this many alerts at once, as a sweep does. Returns the rate per second up to the last delivery. */
    static double deliver(Fixture fixture, Sink sink, int count) {
        long before = sink.received();
        fixture.execute("""
                WITH flipped AS (
                    INSERT INTO flips (check_id, from_status, to_status, reason, flipped_at)
                    SELECT id, 'UP', 'DOWN', 'TIMEOUT', now()
                    FROM checks
                    ORDER BY id
                    LIMIT %d
                    RETURNING id, check_id
                ), owed AS (
                    INSERT INTO deliveries (id, flip_id, channel_id, created_at)
                    SELECT gen_random_uuid(), f.id, a.channel_id, now()
                    FROM flipped f
                    JOIN check_channels a ON a.check_id = f.check_id
                    RETURNING id
                )
                INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, version)
                SELECT 'deliver-alert', id::text, now(), false, 1
                FROM owed
                """.formatted(count));
        long begun = System.nanoTime();
        sink.await(before + count);
        double rate = count * 1e9 / (System.nanoTime() - begun);
        // A stopped worker must not leave deliveries for the next turn.
        fixture.await("SELECT count(*) FROM scheduled_tasks WHERE task_name = 'deliver-alert'", 0);
        return rate;
    }
}
