package faults;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import testing.ExtraBean;

/** Fills the heap of a process as soon as a file exists. Not a component: {@link ExtraBean} adds it. */
class FullHeap {

    /** The variable that names the file. */
    static final String FILE = "FULL_HEAP_FILE";

    private static final int POLL_NANOS = 50_000_000;
    private static final List<byte[]> KEPT = new ArrayList<>();

    FullHeap() {
        var thread = new Thread(FullHeap::fillOnRequest, "full-heap");
        thread.setDaemon(true);
        thread.start();
    }

    private static void fillOnRequest() {
        Path file = Path.of(Objects.requireNonNull(System.getenv(FILE)));
        while (!Files.exists(file)) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        while (true) {
            KEPT.add(new byte[1 << 20]);
        }
    }
}
