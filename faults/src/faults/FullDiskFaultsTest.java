package faults;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import testing.Postgres;

/** The disk of the database server is full. */
@Timeout(300)
class FullDiskFaultsTest {

    private static final Map<String, String> SETTINGS =
            Map.of("fsync", "on", "synchronous_commit", "on", "max_wal_size", "64MB", "min_wal_size", "32MB");

    @Test
    void theDiskOfTheServerIsFullForAWhile() throws Exception {
        try (Disk disk = Disk.ofMegabytes(400);
                Postgres server = Postgres.embedded(disk.directory("data"), SETTINGS)) {
            String database = server.newMigratedDatabase();
            try (Rig rig = new Rig(database, database)) {
                Trial.of("disk of Postgres full for 10 s", rig, () -> new Truth(server, database))
                        .run(pings -> {
                            disk.fill();
                            pings.untilOneFails();
                            Trial.lasts(10);
                            disk.free();
                        });
            }
        }
    }
}
