package factors;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToIntFunction;
import tools.jackson.databind.JsonNode;

/** Jobs that ping every second and do not repeat a ping that was refused. */
final class Jobs implements AutoCloseable {

    private final ToIntFunction<String> status;
    private final List<JsonNode> checks;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final AtomicLong rounds = new AtomicLong();
    private final ScheduledFuture<?> task;

    /** @param status sends a GET to a path and returns the status of the answer; -1 without one */
    Jobs(ToIntFunction<String> status, List<JsonNode> checks) {
        this.status = status;
        this.checks = checks;
        task = thread.scheduleAtFixedRate(this::ping, 0, 1, TimeUnit.SECONDS);
    }

    /** Returns when each job has pinged again. */
    void untilPinged() {
        // The round under way began before.
        long enough = rounds.get() + 2;
        Deploy.until(() -> rounds.get() >= enough);
    }

    @Override
    public void close() {
        task.cancel(true);
        thread.shutdownNow();
    }

    private void ping() {
        if (checks.stream()
                .allMatch(
                        check -> status.applyAsInt("/ping/" + check.get("uuid").asString()) == 200)) {
            rounds.incrementAndGet();
        }
    }
}
