package testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A person's shell: one bash at a terminal, which {@code script} makes, in which blocks of commands run one after
 * another. To be closed, which kills what the blocks left running.
 */
public final class PageShell implements AutoCloseable {

    /** The pages promise that no command waits longer. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private static final String END_OF_BLOCK = "--- the end of a block ---";
    /** What bash says of a process that the page kills. */
    private static final String KILLED = ".*: line \\d+: +\\d+ Killed .*";

    private final Path home;
    private final Path pids;
    private final Path directory;
    private final Map<String, String> environment;
    private @Nullable Process terminal;

    /**
     * @param home an empty directory for the shell's own files
     * @param directory where the commands run
     */
    public PageShell(Path home, Path directory, Map<String, String> environment) throws IOException {
        this.home = home;
        this.pids = home.resolve("pids");
        this.directory = directory;
        this.environment = environment;
        writeJava();
    }

    /** Runs the blocks and returns what each printed; fails if one takes too long, or leaves a process running. */
    public List<String> run(List<String> blocks) throws IOException, InterruptedException {
        var script = new StringBuilder();
        for (String block : Stream.concat(blocks.stream(), Stream.of("wait")).toList()) {
            Path file = home.resolve("block-" + script.length());
            Files.writeString(file, block + "\n");
            script.append(". '")
                    .append(file)
                    .append("'\nprintf '\\n%s\\n' '")
                    .append(END_OF_BLOCK)
                    .append("'\n");
        }
        BlockingQueue<String> lines = start(Files.writeString(home.resolve("script"), script));
        var outputs = new ArrayList<String>();
        for (String block : blocks) {
            outputs.add(nextOutput(lines, block));
        }
        nextOutput(lines, "the end of the page, which has to end every process that the page has started");
        return outputs;
    }

    @Override
    public void close() throws IOException {
        if (terminal != null) {
            terminal.descendants().forEach(ProcessHandle::destroyForcibly);
            terminal.destroyForcibly();
        }
        if (Files.exists(pids)) {
            Files.readAllLines(pids).stream()
                    .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
                    .filter(process -> process.info().command().orElse("").endsWith("java"))
                    .forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** {@code java} with the flags of all tests, which starts quickly, and remembers its process. */
    private void writeJava() throws IOException {
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        String path = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Files.writeString(
                java, "#!/bin/sh\necho $$ >> '" + pids + "'\nexec '" + path + "' " + App.jvmFlags() + " \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private BlockingQueue<String> start(Path script) throws IOException {
        String command = "bash '" + script + "'";
        var builder = new ProcessBuilder(Tool.require("script").toString(), "-q", "-e", "-c", command, "/dev/null")
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("HOME", home.toString());
        builder.environment().put("LANG", "C.UTF-8");
        String jdk = Path.of(System.getProperty("java.home"), "bin").toString();
        builder.environment().put("PATH", String.join(":", home.resolve("bin").toString(), jdk, System.getenv("PATH")));
        Process started = builder.start();
        terminal = started;
        var lines = new LinkedBlockingQueue<String>();
        var reader = new Thread(() -> read(started, lines));
        reader.setDaemon(true);
        reader.start();
        return lines;
    }

    private static String nextOutput(BlockingQueue<String> lines, String block) throws InterruptedException {
        var output = new ArrayList<String>();
        long end = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            String line = lines.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line == null) {
                throw new AssertionError("not over after " + LIMIT + ":\n" + block + "\nprinted so far:\n" + output);
            }
            if (line.equals(END_OF_BLOCK)) {
                return ExpectedOutput.plain(String.join("\n", output));
            }
            if (!line.matches(KILLED)) {
                output.add(line);
            }
        }
    }

    /** Line by line; a carriage return, which a terminal adds to each, does not end one. */
    private static void read(Process process, BlockingQueue<String> lines) {
        try (var text = new Scanner(process.getInputStream(), StandardCharsets.UTF_8).useDelimiter("\n")) {
            text.tokens().map(String::stripTrailing).forEach(lines::add);
        }
    }
}
