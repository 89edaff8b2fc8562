package kit.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A process and all that it started, from {@code /proc}: everything in its session, also what has lost its parent. What
 * a process started in a session of its own is not seen.
 */
public final class ProcessTree {

    private static final String LISTEN = "0A";
    private static final String ESTABLISHED = "01";
    /** Columns of {@code /proc/net/tcp}. */
    private static final int LOCAL_ADDRESS = 1;

    private static final int REMOTE_ADDRESS = 2;
    private static final int STATE = 3;
    private static final int INODE = 9;
    /** The bits of {@code flags} in {@code fdinfo} that say whether a file is open for writing (O_WRONLY, O_RDWR). */
    private static final int WRITABLE = 3;
    /** The place of the session in {@code /proc/.../stat}, counted from the state of the process. */
    private static final int SESSION = 3;

    private final long leader;

    ProcessTree(long leader) {
        this.leader = leader;
    }

    /** The ids of its living processes. */
    public Set<Long> members() {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> Character.isDigit(name.charAt(0)))
                    .map(Long::valueOf)
                    .filter(this::isMember)
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same, to send signals to. */
    List<ProcessHandle> handles() {
        return members().stream().flatMap(pid -> ProcessHandle.of(pid).stream()).toList();
    }

    /** The TCP sockets that it listens on. */
    public Set<Listener> listeners() {
        return sockets(LISTEN, LOCAL_ADDRESS).stream()
                .map(Listener::parse)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The ports at the other end of its TCP connections. */
    public Set<Integer> remotePorts() {
        return sockets(ESTABLISHED, REMOTE_ADDRESS).stream()
                .map(address -> Listener.parse(address).port())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Regular files that it has open for writing at this moment, without those that are deleted already. */
    public Set<Path> filesOpenForWriting() {
        Set<Path> files = new TreeSet<>();
        for (long pid : members()) {
            for (Path descriptor : descriptors(pid)) {
                Path target = Path.of(target(descriptor));
                if (target.isAbsolute() && isWritable(pid, descriptor) && Files.isRegularFile(target)) {
                    files.add(target);
                }
            }
        }
        return files;
    }

    /** The command lines of its processes, as every user of the machine can read them. */
    public List<String> commandLines() {
        List<String> commands = new ArrayList<>();
        for (long pid : members()) {
            commands.add(String.join("", lines(proc(pid, "cmdline")))
                    .replace('\0', ' ')
                    .strip());
        }
        return commands;
    }

    /** Physical memory in use now, in bytes; memory that several processes share counts for each. */
    public long residentBytes() {
        return members().stream()
                .flatMap(pid -> lines(proc(pid, "status")).stream())
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    private boolean isMember(long pid) {
        String stat = String.join("", lines(proc(pid, "stat")));
        // The name of the program is in brackets, and may contain spaces and brackets.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        return fields.length > SESSION
                && !fields[0].toUpperCase(Locale.ROOT).matches("[ZX]")
                && fields[SESSION].equals(String.valueOf(leader));
    }

    /** This column of its TCP sockets in this state, IPv4 and IPv6. */
    private Set<String> sockets(String state, int column) {
        Set<String> values = new TreeSet<>();
        for (long pid : members()) {
            Set<String> inodes = inodes(pid);
            for (String table : List.of("tcp", "tcp6")) {
                for (String line : lines(proc(pid, "net/" + table))) {
                    String[] columns = line.strip().split("\\s+", -1);
                    if (columns.length > INODE && columns[STATE].equals(state) && inodes.contains(columns[INODE])) {
                        values.add(columns[column]);
                    }
                }
            }
        }
        return values;
    }

    private static Set<String> inodes(long pid) {
        return descriptors(pid).stream()
                .map(ProcessTree::target)
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
        } catch (IOException | UncheckedIOException e) {
            // It has ended meanwhile.
            return List.of();
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

    /** Empty if the process has ended meanwhile. */
    private static List<String> lines(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    private static Path proc(long pid, String file) {
        return Path.of("/proc/" + pid + "/" + file);
    }
}
