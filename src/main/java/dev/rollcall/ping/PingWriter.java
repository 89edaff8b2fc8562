package dev.rollcall.ping;

import dev.rollcall.check.state.CheckId;
import dev.rollcall.platform.log.FailureReason;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.platform.thread.LoopProgress;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Writes gathered pings in one transaction and answers their senders. If that fails because of one ping or check,
 * writes them one by one.
 */
@Component
@WebProcess
class PingWriter {

    private static final Logger log = LoggerFactory.getLogger(PingWriter.class);

    private final PingBatch batch;
    private final PingCounters counters;
    private final StorageTrial storage;

    PingWriter(PingBatch batch, PingCounters counters, StorageTrial storage) {
        this.batch = batch;
        this.counters = counters;
        this.storage = storage;
    }

    /**
     * Writes the pings. Every sender has its answer when this returns. It throws only if the JVM has failed; the caller
     * then answers those that have none.
     */
    void write(List<PendingPing> pings, LoopProgress turns) {
        if (pings.isEmpty()) {
            return;
        }
        turns.turned();
        try {
            Set<CheckId> known = storage.commit(
                    () -> batch.record(pings.stream().map(PendingPing::ping).toList()));
            storage.stored();
            pings.forEach(pending -> {
                boolean recorded = known.contains(pending.ping().checkId());
                if (recorded) {
                    counters.recorded(pending.ping().kind());
                }
                pending.complete(recorded);
            });
        } catch (RuntimeException | Error e) {
            // Catches an Error too, because the senders wait for an answer.
            boolean isFault = StorageTrial.isFault(e);
            if (pings.size() > 1 && !isFault && !isFatal(e)) {
                // One ping or check that causes a failure must not affect the others. After a fault, none is written
                // again, because only the answer to their commit may have been lost, and then they are stored.
                pings.forEach(pending -> write(List.of(pending), turns));
                return;
            }
            log.atError()
                    .addKeyValue("event", "ping.refused")
                    .addKeyValue("pings", pings.size())
                    .addKeyValue("reason", FailureReason.of(e))
                    .log("pings could not be recorded; their senders get an error");
            pings.forEach(pending -> pending.fail(e));
            if (isFault) {
                storage.refused(pings.get(0).ping());
            }
            if (isFatal(e)) {
                // The loop ends the process.
                throw e;
            }
        }
    }

    /** Whether the JVM has failed. A stack overflow is not such a failure, because it affects only one call. */
    private static boolean isFatal(Throwable e) {
        return e instanceof VirtualMachineError && !(e instanceof StackOverflowError);
    }
}
