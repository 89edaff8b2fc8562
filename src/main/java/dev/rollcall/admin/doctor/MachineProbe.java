package dev.rollcall.admin.doctor;

import com.sun.management.OperatingSystemMXBean;
import dev.rollcall.admin.Finding;
import dev.rollcall.admin.Probe;
import dev.rollcall.platform.log.FailureReason;
import dev.rollcall.platform.time.TimeZones;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The machine of this process: memory, the directory for temporary files, the Java version. */
@Component
@Order(70)
class MachineProbe implements Probe {

    private static final long MEGABYTE = 1024 * 1024;
    /** Classes, threads and buffers of a process of ours, measured with the flags of a 512 MB dyno. */
    private static final long BESIDE_THE_HEAP = 180 * MEGABYTE;
    /** The same in the image with the flags of deploy/small.env. */
    private static final long BESIDE_A_SMALL_HEAP = 150 * MEGABYTE;

    private static final String ONE_COMPILER = "-XX:TieredStopAtLevel=1";

    @Override
    public String name() {
        return "machine";
    }

    @Override
    public List<Finding> examine() {
        return List.of(
                memory(
                        Runtime.getRuntime().maxMemory(),
                        ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize(),
                        flags().contains(ONE_COMPILER)),
                temporaryFiles(),
                java(),
                timeZones());
    }

    /** To the JVM, a container's limit is all the memory there is. */
    static Finding memory(long heap, long limit, boolean hasOneCompiler) {
        long beside = hasOneCompiler ? BESIDE_A_SMALL_HEAP : BESIDE_THE_HEAP;
        String found = "heap of up to " + heap / MEGABYTE + " MB, memory limit " + limit / MEGABYTE + " MB";
        return heap + beside > limit
                ? Finding.warn(
                        "memory",
                        found + ": too little is left for the rest of the JVM",
                        "set -Xmx (JAVA_TOOL_OPTIONS) to at most " + (limit - beside) / MEGABYTE + "m")
                : Finding.ok("memory", found);
    }

    private static Finding temporaryFiles() {
        try {
            Path file = Files.createTempFile("rollcall-doctor", ".tmp");
            try {
                Files.writeString(file, "can be deleted");
            } finally {
                Files.delete(file);
            }
            return Finding.ok("temp", file.getParent() + " is writable");
        } catch (IOException e) {
            return Finding.broken(
                    "temp",
                    "no file can be written to the temporary directory: " + FailureReason.of(e),
                    "make it writable, or name another by -Djava.io.tmpdir");
        }
    }

    /** Shows only the flags that begin with -X, because others may be secrets. */
    private static Finding java() {
        String flags = flags().stream().filter(flag -> flag.startsWith("-X")).collect(Collectors.joining(" "));
        return Finding.ok(
                "java",
                Runtime.version() + (flags.isEmpty() ? ", no flags" : ", flags " + flags) + ", "
                        + Runtime.getRuntime().availableProcessors() + " processors");
    }

    private static List<String> flags() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments();
    }

    private static Finding timeZones() {
        return Finding.ok("time zones", "database " + TimeZones.version() + ", from the jar");
    }
}
