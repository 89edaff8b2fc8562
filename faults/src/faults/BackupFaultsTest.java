package faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import testing.Postgres;

/**
 * The database is lost and restored from a backup that was made while pings arrived, as docs/deploy/upgrade.md says.
 */
@Timeout(300)
class BackupFaultsTest {

    private static final Map<String, String> SETTINGS = Map.of("fsync", "on", "synchronous_commit", "on");

    @TempDir
    private Path directory;

    @Test
    void theServerIsRestoredToAMoment() throws Exception {
        var baseBackup = ClientTool.require("pg_basebackup");
        var verifyBackup = ClientTool.require("pg_verifybackup");
        Path data = Files.createDirectory(directory.resolve("data"));
        Path wal = Files.createDirectory(directory.resolve("wal"));
        Path base = directory.resolve("base");
        try (Postgres server = Postgres.embedded(data, SETTINGS)) {
            Files.writeString(
                    data.resolve("pg_hba.conf"), "host replication all all scram-sha-256\n", StandardOpenOption.APPEND);
            server.executeIn("/postgres", "ALTER SYSTEM SET archive_mode = on");
            server.executeIn(
                    "/postgres",
                    "ALTER SYSTEM SET archive_command = 'test ! -f %1$s/%%f && cp %%p %1$s/%%f'".formatted(wal));
            server.stop();
            server.startAgain();
            String database = server.newMigratedDatabase();
            try (Rig rig = new Rig(database, database)) {
                var trial = new RestoreTrial("restored to a moment", rig, server, database);
                trial.untilTheMoment(() -> {
                    baseBackup.run("--dbname=" + database, "--pgdata=" + base, "--checkpoint=fast");
                    verifyBackup.run(base.toString());
                });
                String moment =
                        server.strings(database, "SELECT clock_timestamp()").get(0);
                trial.fromTheMomentOn(() -> {});
                trial.stopProcesses();
                server.executeIn(database, "DELETE FROM checks");
                ServerProcesses.of(server).signal("KILL");
                server.stop();
                copyMissing(data.resolve("pg_wal"), wal);
                Files.writeString(
                        base.resolve("postgresql.auto.conf"), """
                        restore_command = 'cp %s/%%f %%p'
                        recovery_target_time = '%s'
                        recovery_target_action = 'promote'
                        """.formatted(wal, moment), StandardOpenOption.APPEND);
                Files.createFile(base.resolve("recovery.signal"));
                try (Postgres restored = Postgres.embedded(base, SETTINGS)) {
                    Trial.await(() -> restored.strings("/postgres", "SELECT pg_is_in_recovery()")
                            .equals(List.of("f")));
                    trial.afterTheRestore(restored, on(restored, database));
                }
            }
        }
    }

    @Test
    void aDumpIsRestoredIntoANewDatabase() throws Exception {
        var dump = ClientTool.require("pg_dump");
        var restore = ClientTool.require("pg_restore");
        String file = directory.resolve("rollcall.dump").toString();
        try (Postgres server = Postgres.embedded(SETTINGS)) {
            String database = server.newMigratedDatabase();
            try (Rig rig = new Rig(database, database)) {
                var trial = new RestoreTrial("restored from a dump", rig, server, database);
                trial.untilTheMoment(() -> {});
                trial.fromTheMomentOn(() -> dump.run("--format=custom", "--file=" + file, database));
                trial.stopProcesses();
                String restored = server.newDatabase();
                restore.run("--exit-on-error", "--no-owner", "--dbname=" + restored, file);
                trial.afterTheRestore(server, restored);
            }
        }
    }

    /** What a dead server had not yet archived. */
    private static void copyMissing(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(Objects.requireNonNull(file.getFileName()));
                if (!Files.exists(copy)) {
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    private static String on(Postgres server, String database) {
        return database.replaceFirst(":\\d+/", ":" + server.port() + "/");
    }
}
