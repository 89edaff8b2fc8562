package dev.rollcall.delivery;

import dev.rollcall.delivery.batch.CallBatcher;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Records the results of attempts in batches: the threads of a worker share statements and commits. */
@Component
class Results {

    private static final Logger log = LoggerFactory.getLogger(Results.class);

    private final QueueStore queue;
    private final CallBatcher<Result, Boolean> recording = new CallBatcher<>("delivery-result", this::record);

    Results(QueueStore queue) {
        this.queue = queue;
    }

    /** Records a result and gives up the lease. False if another worker has taken the delivery, or it was deleted. */
    boolean record(Attempt attempt, Result result) {
        boolean isRecorded = recording.ask(result).orElseThrow();
        if (!isRecorded) {
            logSuperseded(attempt);
        }
        return isRecorded;
    }

    /** Records the results of several deliveries in one statement. Returns the deliveries whose result was recorded. */
    List<Attempt> record(List<Attempt> attempts, Function<Taken, Result> result) {
        if (attempts.size() == 1) {
            Attempt only = attempts.get(0);
            return record(only, result.apply(only.taken())) ? attempts : List.of();
        }
        Set<UUID> recorded = queue.end(
                attempts.stream().map(attempt -> result.apply(attempt.taken())).toList());
        attempts.stream().filter(attempt -> !recorded.contains(attempt.id())).forEach(Results::logSuperseded);
        return attempts.stream()
                .filter(attempt -> recorded.contains(attempt.id()))
                .toList();
    }

    static void logSuperseded(Attempt attempt) {
        FailedAttempts.withIds(log.atInfo(), attempt)
                .addKeyValue("event", "delivery.superseded")
                .log("another worker has taken over the delivery, or it was deleted");
    }

    private Map<Result, Boolean> record(List<Result> results) {
        Set<UUID> recorded = queue.end(results);
        return results.stream()
                .collect(Collectors.toMap(
                        Function.identity(), result -> recorded.contains(result.id()), (one, same) -> one));
    }
}
