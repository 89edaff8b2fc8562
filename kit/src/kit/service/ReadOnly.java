package kit.service;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a command that sees a directory read-only, by a mount that no other process sees. Works for root as well. */
final class ReadOnly {

    private static final String SCRIPT =
            "mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\" && cd \"$0\" && exec \"$@\"";
    private static final List<List<String>> WAYS =
            List.of(List.of("unshare", "--mount"), List.of("unshare", "--map-root-user", "--mount"));

    private ReadOnly() {}

    /**
     * The command that runs another one, which is appended.
     *
     * @throws UnseenException if this machine does not allow it
     */
    static List<String> around(Path directory) throws IOException, InterruptedException {
        for (List<String> way : WAYS) {
            List<String> command = new ArrayList<>(way);
            command.addAll(List.of("sh", "-c", SCRIPT, directory.toString()));
            List<String> attempt = new ArrayList<>(command);
            attempt.add("true");
            if (succeeds(attempt)) {
                return command;
            }
        }
        throw new UnseenException(
                "this machine lets us mount nothing, so no directory can be made read-only for one process");
    }

    private static boolean succeeds(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        boolean ended = process.waitFor(10, TimeUnit.SECONDS);
        process.destroyForcibly();
        return ended && process.exitValue() == 0;
    }
}
