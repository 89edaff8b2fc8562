package faults;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import testing.Link;
import testing.Postgres;

/** What the network between a deploy and its database can do. */
@Timeout(300)
class NetworkFaultsTest {

    private static final LostCommits COMMITS = new LostCommits();
    private static Postgres server;
    private static String database;
    private static Link link;
    private static Rig rig;

    @BeforeAll
    static void start() {
        server = Postgres.embedded(Map.of("synchronous_commit", "on"));
        database = server.newMigratedDatabase();
        link = Link.to(server.port(), "127.0.0.1", COMMITS);
        // Nothing but our own messages passes the link, so it need not know how TLS is negotiated.
        String used = Rig.forApplication(server, database).replace(":" + server.port(), ":" + link.port());
        rig = new Rig(database, used + "?sslmode=disable");
    }

    @AfterAll
    static void stop() {
        rig.close();
        link.close();
        server.close();
    }

    @Test
    void everyConnectionBreaks() throws Exception {
        trial("network cut for 8 s").run(pings -> {
            link.breakOff();
            pings.untilOneFails();
            Trial.lasts(8);
            link.recover();
        });
    }

    @Test
    void connectionsBreakInTheMiddleOfAnAnswer() throws Exception {
        trial("network cut in answers for 8 s").run(pings -> {
            link.breakInAnswers();
            pings.untilOneFails();
            Trial.lasts(8);
            link.recover();
        });
    }

    @Test
    void theNetworkIsSlow() throws Exception {
        trial("network slow for 10 s").run(pings -> {
            link.slowDown(Duration.ofMillis(100));
            Trial.lasts(10);
            link.recover();
        });
    }

    @Test
    void theNetworkIsSilentAndThenDeliversWhatItHeld() throws Exception {
        trial("network silent for 15 s").run(pings -> {
            link.fallSilent();
            pings.untilOneFails();
            Trial.lasts(5);
            link.recover();
        });
    }

    @Test
    void theNetworkIsABlackHole() throws Exception {
        trial("network black hole for 15 s").run(pings -> {
            link.loseAll();
            pings.untilOneFails();
            Trial.lasts(5);
            link.recover();
        });
    }

    @Test
    void theAnswerToACommitIsLost() throws Exception {
        loseCommits("answer to COMMIT lost", LostCommits.End.BROKEN);
    }

    @Test
    void anEndOfTheSessionTakesThePlaceOfTheAnswerToACommit() throws Exception {
        loseCommits("server shut down between COMMIT and its answer", LostCommits.End.SHUT_DOWN);
    }

    private static void loseCommits(String fault, LostCommits.End end) throws Exception {
        trial(fault).withManyJobs().run(pings -> {
            COMMITS.loseOneIn(5, end);
            Trial.lasts(8);
            Trial.await(() -> COMMITS.lost() > 5);
            COMMITS.recover();
        });
    }

    private static Trial trial(String fault) {
        return Trial.of(fault, rig, () -> new Truth(server, database));
    }
}
