package dev.rollcall.ping;

import dev.rollcall.platform.thread.VitalThreads;
import java.util.List;
import org.springframework.context.annotation.Primary;

/**
 * The recorder without group commit, for {@code bench/run} to hold it against: each ping is a transaction of its own, in
 * the thread of its request. No component: only who names it gets it.
 */
@Primary
class PingAtOnce extends PingRecorder {

    private final PingBatch batch;

    PingAtOnce(PingBatch batch, PingCounters counters, VitalThreads threads) {
        super(batch, counters, threads);
        this.batch = batch;
    }

    @Override
    boolean record(Ping ping) {
        return batch.record(List.of(ping)).contains(ping.checkId());
    }
}
