package testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Facts about a process from {@code /proc}: sockets, files, children, memory. For tests on Linux only. */
public final class Linux {

    private static final String LISTEN = "0A";
    /** The bits of {@code flags} in {@code fdinfo} that say whether a file is open for writing (O_WRONLY, O_RDWR). */
    private static final int WRITABLE = 3;
    /** The places of {@code utime} and {@code stime} behind the name of a thread in {@code stat}: proc(5). */
    private static final int USER_TICKS = 11;

    private static final int SYSTEM_TICKS = 12;
    /** That of {@code cminflt}. */
    private static final int FAULTS_OF_CHILDREN = 8;

    private static final Duration TICK = Duration.ofMillis(10);

    private Linux() {}

    /** Ports of the TCP sockets, IPv4 and IPv6, that the process listens on. */
    public static Set<Integer> listeningPorts(long pid) {
        Set<String> inodes = sockets(pid);
        Set<Integer> ports = new TreeSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            for (String line : lines(proc(pid, "net/" + table))) {
                String[] columns = line.strip().split("\\s+", -1);
                if (columns.length > 9 && columns[3].equals(LISTEN) && inodes.contains(columns[9])) {
                    ports.add(Integer.parseInt(columns[1].substring(columns[1].lastIndexOf(':') + 1), 16));
                }
            }
        }
        return ports;
    }

    /** Regular files that the process has open for writing at this moment. */
    public static Set<Path> filesOpenForWriting(long pid) {
        Set<Path> files = new HashSet<>();
        for (Path descriptor : descriptors(pid)) {
            String target = target(descriptor);
            if (target.startsWith("/") && !target.startsWith("/dev/") && isWritable(pid, descriptor)) {
                files.add(Path.of(target));
            }
        }
        return files;
    }

    /** The process ids of its living children. */
    public static Set<Long> children(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::children)
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }

    /**
     * True if the process has ever started another one. The kernel adds the page faults of a child to those of its
     * parent when it ends and the parent asks how, which a JVM always does; no program runs without a page fault.
     */
    public static boolean hasHadChildren(long pid) {
        String stat = lines(proc(pid, "stat")).get(0);
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return !fields[FAULTS_OF_CHILDREN].equals("0") || !children(pid).isEmpty();
    }

    /** The number of its threads. */
    public static int threads(long pid) {
        try (Stream<Path> tasks = Files.list(proc(pid, "task"))) {
            return (int) tasks.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The processor time of its threads whose names begin so, to 10 ms. A thread that has ended no longer counts. */
    public static Duration cpu(long pid, String threads) {
        try (Stream<Path> tasks = Files.list(proc(pid, "task"))) {
            long ticks = tasks.flatMap(task -> lines(task.resolve("stat")).stream())
                    .filter(stat -> stat.startsWith(threads, stat.indexOf('(') + 1))
                    .map(stat -> stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1))
                    .mapToLong(fields -> Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]))
                    .sum();
            return TICK.multipliedBy(ticks);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The number of its file descriptors: files, sockets, pipes. */
    public static int openFiles(long pid) {
        return descriptors(pid).size();
    }

    /** Physical memory in use now, in bytes. */
    public static long residentBytes(long pid) {
        return statusBytes(pid, "VmRSS:");
    }

    /** The peak of physical memory, in bytes. */
    public static long peakResidentBytes(long pid) {
        return statusBytes(pid, "VmHWM:");
    }

    /**
     * Physical memory in use now, without pages of files, in bytes. The kernel can drop those and read them again. If
     * this reaches the limit of a container, the kernel kills the process.
     */
    public static long anonymousBytes(long pid) {
        return statusBytes(pid, "RssAnon:");
    }

    private static long statusBytes(long pid, String name) {
        return lines(proc(pid, "status")).stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + name + " of process " + pid));
    }

    private static Set<String> sockets(long pid) {
        return descriptors(pid).stream()
                .map(Linux::target)
                .filter(target -> target.startsWith("socket:["))
                .map(target -> target.substring("socket:[".length(), target.length() - 1))
                .collect(Collectors.toSet());
    }

    private static boolean isWritable(long pid, Path descriptor) {
        return lines(proc(pid, "fdinfo/" + descriptor.getFileName())).stream()
                .filter(line -> line.startsWith("flags:"))
                .anyMatch(line -> (Integer.parseInt(line.replaceAll("\\D", ""), 8) & WRITABLE) != 0);
    }

    private static List<Path> descriptors(long pid) {
        try (Stream<Path> open = Files.list(proc(pid, "fd"))) {
            return open.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty if it was closed meanwhile. */
    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "";
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path proc(long pid, String file) {
        return Path.of("/proc/" + pid + "/" + file);
    }
}
