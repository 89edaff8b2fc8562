package faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import testing.Postgres;

/** What the database server can do to a deploy. */
@Timeout(300)
class DatabaseFaultsTest {

    /** Enough for web, a worker and the test, and few enough to be taken by others. */
    private static final int CONNECTIONS = 60;

    private static Postgres server;
    private static String database;
    private static Rig rig;

    @BeforeAll
    static void start() {
        server = Postgres.embedded(
                Map.of("fsync", "on", "synchronous_commit", "on", "max_connections", String.valueOf(CONNECTIONS)));
        database = server.newMigratedDatabase();
        rig = new Rig(database, Rig.forApplication(server, database));
    }

    @AfterAll
    static void stop() {
        rig.close();
        server.close();
    }

    @Test
    void everyProcessOfTheServerIsKilled() throws Exception {
        trial("Postgres killed").run(pings -> {
            ServerProcesses.of(server).signal("KILL");
            pings.untilOneFails();
            server.stop();
            server.startAgain();
        });
    }

    @Test
    void theServerStandsStill() throws Exception {
        trial("Postgres stopped for a minute").run(pings -> {
            var processes = ServerProcesses.of(server);
            processes.signal("STOP");
            pings.untilOneFails();
            Trial.lasts(60);
            processes.signal("CONT");
        });
    }

    @Test
    void theServerIsReadOnly() throws Exception {
        trial("Postgres read-only for 8 s").run(pings -> {
            server.executeIn(database, "ALTER SYSTEM SET default_transaction_read_only = on");
            server.executeIn(database, "SELECT pg_reload_conf()");
            pings.untilOneFails();
            assertThat(rig.change().statusCode()).as("a change by the API").isEqualTo(503);
            Trial.lasts(8);
            server.executeIn(database, "ALTER SYSTEM RESET default_transaction_read_only");
            server.executeIn(database, "SELECT pg_reload_conf()");
        });
    }

    @Test
    void othersHoldEveryConnection() throws Exception {
        trial("Postgres out of connections for 10 s").run(pings -> {
            try (var others = Others.takeAll(server, database)) {
                pings.untilOneFails();
                assertThat(rig.change().statusCode()).as("a change by the API").isEqualTo(503);
                Trial.lasts(10);
                assertThat(others.held()).as("connections of others").isGreaterThan(CONNECTIONS / 2);
            }
        });
    }

    private static Trial trial(String fault) {
        return Trial.of(fault, rig, () -> new Truth(server, database));
    }
}
