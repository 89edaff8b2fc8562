package faults;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import testing.Postgres;

/**
 * A server and its streaming replica. A commit counts when the replica has it too, as it must where a failover may lose
 * none.
 */
final class Pair implements AutoCloseable {

    private static final Map<String, String> SETTINGS = Map.of("fsync", "on", "synchronous_commit", "on");
    private static final String STREAMING = "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'";

    private static final String HANGING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'";

    private final Postgres primary;
    private final Postgres standby;
    private final ServerProcesses ofPrimary;
    private final ServerProcesses ofStandby;

    private Pair(Postgres primary, Postgres standby) {
        this.primary = primary;
        this.standby = standby;
        this.ofPrimary = ServerProcesses.of(primary);
        this.ofStandby = ServerProcesses.of(standby);
    }

    static Pair start() throws IOException {
        Path data = Files.createTempDirectory("rollcall-primary");
        Postgres primary = Postgres.embedded(data, SETTINGS);
        Files.writeString(
                data.resolve("pg_hba.conf"), "host replication all all scram-sha-256\n", StandardOpenOption.APPEND);
        primary.stop();
        Path copy = copyOf(data);
        Files.createFile(copy.resolve("standby.signal"));
        Files.writeString(
                copy.resolve("postgresql.auto.conf"),
                "primary_conninfo = 'host=127.0.0.1 port=" + primary.port() + " user=postgres password=postgres'\n",
                StandardOpenOption.APPEND);
        primary.startAgain();
        var pair = new Pair(primary, Postgres.embedded(copy, SETTINGS));
        pair.set("synchronous_standby_names", "'*'");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> primary.strings("/postgres", STREAMING).equals(List.of("1")));
        return pair;
    }

    Postgres primary() {
        return primary;
    }

    void killPrimary() throws IOException, InterruptedException {
        ofPrimary.signal("KILL");
    }

    void makePrimaryReadOnly() {
        set("default_transaction_read_only", "on");
    }

    /** Returns when a commit waits for a replica that does not exist. */
    void letCommitsHang() {
        set("synchronous_standby_names", "nobody");
        Awaitility.await()
                .pollInterval(Duration.ofMillis(10))
                .until(() -> !primary.strings("/postgres", HANGING).equals(List.of("0")));
    }

    private void set(String parameter, String value) {
        primary.executeIn("/postgres", "ALTER SYSTEM SET " + parameter + " = " + value);
        primary.executeIn("/postgres", "SELECT pg_reload_conf()");
    }

    /** The address of a database for a process that needs the one of the two that accepts writes. */
    String url(String database) {
        return database.replace(":" + primary.port(), ":" + primary.port() + ",127.0.0.1:" + standby.port())
                + "?target_session_attrs=read-write";
    }

    /** Makes the replica accept writes. */
    void promote() {
        standby.executeIn("/postgres", "SELECT pg_promote()");
    }

    /** The database on the server that was the replica. */
    Truth promoted(String database) {
        return new Truth(standby, database);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        // A server whose commits wait for a replica that has left does not stop in time.
        ofStandby.signal("KILL");
        ofPrimary.signal("KILL");
        standby.close();
        primary.close();
    }

    private static Path copyOf(Path data) throws IOException {
        Path copy = Files.createTempDirectory("rollcall-standby");
        Files.walkFileTree(data, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Files.createDirectories(copy.resolve(data.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, copy.resolve(data.relativize(file)));
                return FileVisitResult.CONTINUE;
            }
        });
        return copy;
    }
}
