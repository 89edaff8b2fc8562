package testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A program that is not ours and that a few tests need: a load balancer, a connection pooler, a process manager. On a
 * machine without it the test is skipped; where CI is set, which installs them, it fails.
 */
public final class Tool {

    private Tool() {}

    /** Where the program is; skips or fails the test when it is nowhere. */
    public static Path require(String name) {
        Optional<Path> found = find(name);
        if (found.isEmpty() && "true".equals(System.getenv("CI"))) {
            Assertions.fail(name + " is not installed: bin/install-test-tools does");
        }
        Assumptions.assumeTrue(found.isPresent(), () -> name + " is not installed: bin/install-test-tools does");
        return found.orElseThrow();
    }

    /** Where the program is, if it is anywhere. */
    public static Optional<Path> find(String name) {
        // Daemons are in sbin, which is not on everybody's PATH.
        String path = System.getenv("PATH") + File.pathSeparator + "/usr/sbin" + File.pathSeparator + "/sbin";
        return Stream.of(path.split(File.pathSeparator))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
