package testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A program that a few tests need: a load balancer, a connection pooler, a process manager. Without it the test is
 * skipped, or fails in CI, where it is installed.
 */
public final class Tool {

    private Tool() {}

    /** The path of the program; skips or fails the test if it is not found. */
    public static Path require(String name) {
        Optional<Path> found = find(name);
        if (found.isEmpty() && "true".equals(System.getenv("CI"))) {
            Assertions.fail(name + " is not installed: bin/install-test-tools does");
        }
        Assumptions.assumeTrue(found.isPresent(), () -> name + " is not installed: bin/install-test-tools does");
        return found.orElseThrow();
    }

    /** The path of the program, if it is found. */
    public static Optional<Path> find(String name) {
        // Daemons are in sbin, which is not on every PATH.
        String path = System.getenv("PATH") + File.pathSeparator + "/usr/sbin" + File.pathSeparator + "/sbin";
        return Stream.of(path.split(File.pathSeparator))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
