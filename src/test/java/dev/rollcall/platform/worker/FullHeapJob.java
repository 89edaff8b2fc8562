package dev.rollcall.platform.worker;

import dev.rollcall.platform.process.WorkerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Fills the heap and keeps it full. Not a component: see {@link ErrorOnceJob}. */
@WorkerProcess
class FullHeapJob implements WorkerJob {

    private static final List<byte[]> KEPT = new ArrayList<>();

    private static final int LARGE = 1 << 20;
    private static final int SMALL = 16;

    @Override
    public String name() {
        return "full-heap";
    }

    @Override
    public Duration interval() {
        return Duration.ofMillis(200);
    }

    @Override
    public int runOnce() {
        try {
            fill(LARGE);
        } catch (OutOfMemoryError e) {
            fill(SMALL);
        }
        return 0;
    }

    private static void fill(int bytes) {
        while (true) {
            KEPT.add(new byte[bytes]);
        }
    }
}
