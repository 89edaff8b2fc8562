package testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Gives a process a clock that is wrong; timers run at their usual pace. */
public final class Faketime {

    private Faketime() {}

    /**
     * The variables, names and values in turn, that give a process a clock with this {@code offset}. Skips or fails the
     * test if the program is missing.
     *
     * @param offset in the format of {@code faketime}: {@code +2h}, {@code -90s}
     */
    public static String[] variables(String offset) {
        Path faketime = Tool.require("faketime");
        // The program finds its library, but forks. The test needs a process that it can end itself.
        String library = output(faketime.toString(), "-m", "-f", "+0", "printenv", "LD_PRELOAD");
        return new String[] {"LD_PRELOAD", library, "FAKETIME", offset};
    }

    /**
     * The same for a clock that can be set while the process runs.
     *
     * @param file contains the offset, and is read about once a second
     */
    public static String[] variablesOf(Path file) {
        String[] fixed = variables("+0");
        return new String[] {
            fixed[0],
            fixed[1],
            "FAKETIME_TIMESTAMP_FILE",
            file.toString(),
            "FAKETIME_CACHE_DURATION",
            "1",
            // A machine whose clock is set has timers that go on.
            "FAKETIME_DONT_FAKE_MONOTONIC",
            "1",
            // Otherwise each wait of the JVM ends at once: it is measured by such a timer.
            "FAKETIME_FORCE_MONOTONIC_FIX",
            "0"
        };
    }

    private static String output(String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command)).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0 || output.isEmpty()) {
                throw new IllegalStateException(command[0] + " does not work here: " + output);
            }
            return output;
        } catch (IOException e) {
            throw new IllegalStateException(command[0] + " does not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
