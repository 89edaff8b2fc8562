package faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import testing.Tool;

/** A program that a trial runs to its end, such as {@code pg_dump}. */
final class ClientTool {

    /** Where Debian's packages put it. */
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql/18/bin");

    private final Path program;

    ClientTool(Path program) {
        this.program = program;
    }

    /**
     * A program of PostgreSQL 18, because older ones refuse the server. Skips the test if it is not installed: the
     * package {@code postgresql-client-18} has it.
     */
    static ClientTool require(String name) throws IOException, InterruptedException {
        List<Path> candidates = Stream.of(Optional.of(DEBIAN.resolve(name)), Tool.find(name))
                .flatMap(Optional::stream)
                .filter(Files::isExecutable)
                .toList();
        for (Path candidate : candidates) {
            if (new ClientTool(candidate).run("--version").contains(" 18.")) {
                return new ClientTool(candidate);
            }
        }
        Assumptions.abort(name + " of PostgreSQL 18 is not installed");
        throw new AssertionError();
    }

    /** Runs it and returns what it prints; fails if it fails. */
    String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(program + " ended with " + process.exitValue() + ": " + output);
        }
        return output;
    }
}
