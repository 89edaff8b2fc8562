package faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import testing.App;
import testing.Postgres;

/** The clock of a machine is set by an hour while the processes on it run. */
@Timeout(300)
class ClockFaultsTest {

    private static final Duration ALMOST_AN_HOUR = Duration.ofMinutes(59);

    @TempDir
    private Path directory;

    /** The clock of the database decides, so nothing happens. */
    @Test
    void theClockOfWebAndWorkerIsSet() throws Exception {
        var clock = new SteppedClock(directory);
        try (Postgres server = Postgres.embedded(Map.of("synchronous_commit", "on"))) {
            String database = server.newMigratedDatabase();
            try (Rig rig = new Rig(database, database, clock.variables())) {
                Trial.of(
                                "clock of web and worker set an hour ahead, an hour back, and right",
                                rig,
                                () -> new Truth(server, database))
                        .run(pings -> {
                            for (String offset : List.of("+1h", "-1h", "+0")) {
                                clock.set(offset);
                                Trial.lasts(6);
                                pings.untilAcknowledged(5);
                            }
                            rig.web().untilPrinted("clock.skewed");
                            rig.worker().untilPrinted("clock.skewed");
                        });
            }
        }
    }

    /** Web counts as away in the hour that never was, so no check is late in it. */
    @Test
    void theClockOfAllIsSet() throws Exception {
        var clock = new SteppedClock(directory);
        try (Postgres server = Postgres.embedded(Map.of("synchronous_commit", "on"))) {
            String database = server.newMigratedDatabase();
            String data = server.strings(database, "SHOW data_directory").get(0);
            server.stop();
            Process postmaster = start(Path.of(data), clock);
            Awaitility.await().atMost(Pings.LONGEST).ignoreExceptions().until(() -> answers(server));
            try (Rig rig = new Rig(database, database, clock.variables())) {
                var truth = new Truth(server, database);
                Trial.of("clock of one host set an hour ahead, and right again", rig, () -> truth)
                        // They compare times, which go back with the clock.
                        .breaking(
                                "none was sent before an earlier one to the same channel",
                                "each begins after the one before it has ended")
                        .run(pings -> {
                            clock.set("+1h");
                            Trial.await(() -> truth.ahead().compareTo(ALMOST_AN_HOUR) > 0);
                            pings.untilAcknowledged(20);
                            Trial.await(() -> truth.silences() == 1);
                            clock.set("+0");
                            Trial.await(() -> truth.ahead().compareTo(ALMOST_AN_HOUR) < 0);
                            pings.untilAcknowledged(20);
                        });
                rig.web().untilPrinted("clock.jumped");
                rig.worker().untilPrinted("clock.jumped");
            } finally {
                ServerProcesses.of(server).signal("KILL");
                postmaster.waitFor();
            }
        }
    }

    private static boolean answers(Postgres server) {
        return server.strings("/postgres", "SELECT 1").size() == 1;
    }

    /** Starts a stopped server by the command that its data has of its last start, with this clock. */
    private static Process start(Path data, SteppedClock clock) throws IOException {
        String last = Files.readString(data.resolve("postmaster.opts")).strip();
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "exec " + last));
        if ("root".equals(System.getProperty("user.name"))) {
            // It refuses to run as root, so it runs as nobody in a user namespace, as the embedded server does.
            command.addAll(0, List.of("unshare", "-U"));
        }
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(App.with(Map.of(), clock.variables()));
        // Otherwise the processes of the server would notice a step one after the other.
        builder.environment().put("FAKETIME_NO_CACHE", "1");
        return builder.redirectOutput(data.resolve("log").toFile()).start();
    }
}
