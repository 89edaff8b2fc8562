package faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import testing.Faketime;

/** The clock of a machine, which can be set while processes run. Their timers run at the usual pace meanwhile. */
final class SteppedClock {

    private final Path file;

    /** Right at first. */
    SteppedClock(Path directory) throws IOException {
        this.file = directory.resolve("clock");
        set("+0");
    }

    /** The variables, names and values in turn, of the processes on this machine. */
    String[] variables() {
        return Faketime.variablesOf(file);
    }

    /**
     * Sets it. Processes notice within a second.
     *
     * @param offset from the right time: {@code +1h}, {@code -1h}, {@code +0}
     */
    void set(String offset) throws IOException {
        Path next = Files.writeString(file.resolveSibling("next"), offset + "\n");
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
