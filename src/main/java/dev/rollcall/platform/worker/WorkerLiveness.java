package dev.rollcall.platform.worker;

import dev.rollcall.platform.process.WorkerProcess;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Whether all work of this worker gets done: every {@link WorkerJob}, and whatever else tells it that a turn was done. A
 * worker whose job hangs or always fails is not at work.
 */
@Component
@WorkerProcess
public class WorkerLiveness {

    /** A turn is short; work that has done none for this long beyond its interval is stuck. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Map<String, Done> work = new ConcurrentHashMap<>();

    /**
     * A turn of this work was done, or the work is about to begin.
     *
     * @param interval how long it takes at most from here to the next turn
     */
    public void done(String name, Duration interval) {
        work.put(name, new Done(System.nanoTime(), interval));
    }

    /** False before any work has begun. */
    boolean isThere() {
        return !work.isEmpty() && late().isEmpty();
    }

    /** Which work is late, as a text for an operator; empty when all is on time or none has begun. */
    Optional<String> late() {
        return work.entrySet().stream()
                .filter(entry -> entry.getValue().isLate())
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst()
                .map(name -> name + " does not get done");
    }

    private record Done(long at, Duration interval) {

        boolean isLate() {
            return System.nanoTime() - at > interval.plus(PATIENCE).toNanos();
        }
    }
}
