package dev.rollcall.ping;

import dev.rollcall.ping.admission.WaitingPings;
import dev.rollcall.platform.thread.VitalThreads;
import java.util.List;
import org.springframework.context.annotation.Primary;

/**
 * The recorder without group commit, with which {@code bench/run} compares the real one. Each ping is a separate
 * transaction in the thread of its request. It is not a component, so it is used only where it is named.
 */
@Primary
class PingAtOnce extends PingRecorder {

    private final PingBatch batch;

    PingAtOnce(PingBatch batch, PingWriter writer, WaitingPings places, VitalThreads threads) {
        super(writer, places, threads);
        this.batch = batch;
    }

    @Override
    boolean record(Ping ping) {
        return batch.record(List.of(ping)).contains(ping.checkId());
    }
}
