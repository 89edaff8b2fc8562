package faults;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import testing.PgBouncer;
import testing.Postgres;

/** Another server takes over, or what stands between a deploy and its server is restarted. */
@Timeout(300)
class FailoverFaultsTest {

    @Test
    void theReplicaIsPromotedWhenTheServerIsKilled() throws Exception {
        onPair("Postgres killed, replica promoted", pair -> {
            pair.killPrimary();
            pair.promote();
        });
    }

    /** Connections to the old server stay open, so the processes must leave it by themselves. */
    @Test
    void theReplicaIsPromotedAndTheOldServerStaysReadOnly() throws Exception {
        onPair("Postgres read-only, replica promoted", pair -> {
            pair.makePrimaryReadOnly();
            pair.promote();
        });
    }

    /** Commits wait for a replica that no longer follows. The jobs of their pings wait as well, and look silent. */
    @Test
    void theReplicaIsPromotedWhileCommitsOfTheOldServerHang() throws Exception {
        onPair("commits hang, replica promoted", pair -> {
            pair.letCommitsHang();
            pair.makePrimaryReadOnly();
            pair.promote();
        });
    }

    @Test
    void thePoolerIsRestarted() throws Exception {
        try (Postgres server = Postgres.embedded(Map.of("synchronous_commit", "on"))) {
            String database = server.newMigratedDatabase();
            try (PgBouncer pooler = PgBouncer.start(database, 5);
                    Rig rig = new Rig(database, pooler.url())) {
                Trial.of("PgBouncer killed and restarted", rig, () -> new Truth(server, database))
                        .run(pings -> {
                            pooler.restart();
                            pings.untilAcknowledged(5);
                            pooler.restart();
                        });
            }
        }
    }

    private interface Failover {

        void happen(Pair pair) throws Exception;
    }

    private static void onPair(String fault, Failover failover) throws Exception {
        try (Pair pair = Pair.start()) {
            String database = pair.primary().newMigratedDatabase();
            try (Rig rig = new Rig(database, pair.url(database))) {
                Trial.of(fault, rig, () -> pair.promoted(database)).run(pings -> failover.happen(pair));
            }
        }
    }
}
