package dev.rollcall.platform.worker;

import dev.rollcall.platform.process.WorkerProcess;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Whether all work of this worker gets done: every {@link WorkerJob}, and all other work that reports its turns here. A
 * worker with a job that hangs or always fails is not alive.
 */
@Component
@WorkerProcess
public class WorkerLiveness {

    /** Turns are short. Work that is this late after its interval is stuck. */
    private static final Duration MAX_DELAY = Duration.ofMinutes(1);

    private final Map<String, Done> work = new ConcurrentHashMap<>();

    /**
     * Records that a turn of this work was done, or that the work is about to begin.
     *
     * @param interval the longest time until the next turn
     */
    public void done(String name, Duration interval) {
        work.put(name, new Done(System.nanoTime(), interval));
    }

    /** False before any work has begun. */
    public boolean isAlive() {
        return !work.isEmpty() && late().isEmpty();
    }

    /** Which work is late, for operators; empty when all is on time or none has begun. */
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
            return System.nanoTime() - at > interval.plus(MAX_DELAY).toNanos();
        }
    }
}
