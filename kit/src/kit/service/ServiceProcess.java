package kit.service;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A process of the service, started by its command line as a platform does, with only the given environment. It is the
 * leader of a session of its own, so that signals reach all that it started. Close it to kill all of it.
 */
public final class ServiceProcess implements AutoCloseable {

    private static final Duration END_OF_THE_KILLED = Duration.ofSeconds(10);
    /**
     * With these in a line, the shell has to stay; without, it is replaced, and the exit status is that of the program.
     */
    private static final Pattern NEEDS_SHELL = Pattern.compile("[;&|<>]|^\\s*\\w+=");

    private static final Pattern ERROR =
            Pattern.compile("(?i)error|exception|fatal|fail|refused|required|cannot|denied|read-only");
    private static final int MAX_WORDS = 160;

    private final String type;
    private final Path temporary;
    private final Process process;
    private final ProcessTree tree;
    private final Output stdout;
    private final Output stderr;

    private ServiceProcess(String type, Path temporary, Process process) {
        this.type = type;
        this.temporary = temporary;
        this.process = process;
        this.tree = new ProcessTree(process.pid());
        this.stdout = Output.of(process.getInputStream());
        this.stderr = Output.of(process.getErrorStream());
    }

    /**
     * Starts a line of a {@code Procfile}.
     *
     * @param around a command that runs another command, which is appended; empty for none
     */
    static ServiceProcess start(
            String type, String line, List<String> around, Map<String, String> environment, Path directory)
            throws IOException {
        List<String> command = new ArrayList<>(List.of("setsid"));
        command.addAll(around);
        command.addAll(List.of("sh", "-c", NEEDS_SHELL.matcher(line).find() ? line : "exec " + line));
        var builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return new ServiceProcess(type, Path.of(environment.getOrDefault("TMPDIR", "/tmp")), process);
    }

    public String type() {
        return type;
    }

    /** Its directory for temporary files. */
    public Path temporary() {
        return temporary;
    }

    public ProcessTree tree() {
        return tree;
    }

    /** Whether the process itself runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it has printed on standard output. */
    public List<String> stdout() {
        return stdout.lines();
    }

    /** What it has printed on both streams, without what the JVM says about our variable for temporary files. */
    public List<String> printed() {
        List<String> lines = new ArrayList<>(stdout.lines());
        stderr.lines().stream()
                .filter(line -> !line.startsWith("Picked up JAVA_TOOL_OPTIONS"))
                .forEach(lines::add);
        return lines;
    }

    /** Its last line that speaks of an error, else its last one, shortened; for evidence. */
    public String lastWords() {
        List<String> lines = printed().stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("at "))
                .toList();
        return lines.stream()
                .filter(ERROR.asPredicate())
                .reduce((before, line) -> line)
                .or(() -> lines.stream().reduce((before, line) -> line))
                .map(line -> "it said: " + (line.length() > MAX_WORDS ? line.substring(0, MAX_WORDS) + "..." : line))
                .orElse("it said nothing");
    }

    /** Sends SIGTERM to all of it, as platforms do. It is sent when this returns. */
    public void terminate() {
        tree.handles().forEach(ProcessHandle::destroy);
    }

    /** Sends SIGKILL to all of it and waits for its end. */
    public void kill() throws InterruptedException {
        close();
        end(END_OF_THE_KILLED);
    }

    /** The exit status once all of it has ended; empty if it still runs after this time. */
    public OptionalInt end(Duration limit) throws InterruptedException {
        boolean ended =
                Wait.until(limit, () -> !process.isAlive() && tree.members().isEmpty());
        if (!ended) {
            return OptionalInt.empty();
        }
        stdout.awaitEnd();
        stderr.awaitEnd();
        return OptionalInt.of(process.exitValue());
    }

    @Override
    public void close() {
        tree.handles().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
