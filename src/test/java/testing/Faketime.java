package testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Gives a process a clock that is wrong by a fixed time; timers run at their usual pace. */
public final class Faketime {

    private Faketime() {}

    /**
     * The variables, names and values in turn, that let a process see a clock that is off by {@code offset}; skips or
     * fails the test where the program is missing.
     *
     * @param offset as {@code faketime} takes it: {@code +2h}, {@code -90s}
     */
    public static String[] variables(String offset) {
        Path faketime = Tool.require("faketime");
        // The program knows where its library is on this machine, and forks: the process itself should be ours to end.
        String library = output(faketime.toString(), "-m", "-f", "+0", "printenv", "LD_PRELOAD");
        return new String[] {"LD_PRELOAD", library, "FAKETIME", offset};
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
