package faults;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import testing.Postgres;

/** The clock of a machine is set by an hour while the processes on it run. */
@Timeout(300)
class ClockFaultsTest {

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
}
