package testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A control group of Linux, which kills a process that takes more memory than its limit, as a platform does. Where this
 * user may make no group, as in most containers, there is no limit. Close it after its processes have ended.
 */
public final class MemoryLimit implements AutoCloseable {

    private static final Path V2 = Path.of("/sys/fs/cgroup");
    private static final Path V1 = V2.resolve("memory");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final @Nullable Path group;

    private MemoryLimit(@Nullable Path group) {
        this.group = group;
    }

    /** A group with this limit. */
    public static MemoryLimit of(long bytes) {
        boolean isV1 = Files.isDirectory(V1);
        Path group =
                (isV1 ? V1 : V2).resolve("rollcall-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet());
        try {
            Files.createDirectory(group);
            Files.writeString(group.resolve(isV1 ? "memory.limit_in_bytes" : "memory.max"), String.valueOf(bytes));
            return new MemoryLimit(group);
        } catch (IOException e) {
            System.err.println("no limit of memory, because no control group can be made here: " + e.getMessage());
            return new MemoryLimit(null);
        }
    }

    /** The command that runs this one in the group, with the same process id. */
    public List<String> around(List<String> command) {
        if (group == null) {
            return command;
        }
        List<String> inGroup = new ArrayList<>(
                List.of("/bin/sh", "-c", "echo $$ > '" + group.resolve("cgroup.procs") + "' && exec \"$@\"", "sh"));
        inGroup.addAll(command);
        return inGroup;
    }

    /** Whether there is a limit. */
    public boolean isEnforced() {
        return group != null;
    }

    @Override
    public void close() {
        Path made = group;
        if (made == null) {
            return;
        }
        // The kernel removes an ended process from the group a little later.
        Awaitility.await()
                .pollInterval(Duration.ofMillis(50))
                .until(() -> Files.readString(made.resolve("cgroup.procs")).isBlank());
        try {
            Files.delete(made);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
