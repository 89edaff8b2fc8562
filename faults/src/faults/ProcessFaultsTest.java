package faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import testing.App;
import testing.ExtraBean;
import testing.Postgres;

/**
 * What can happen to the processes of a deploy, and to the machine that they run on. A process that ends is replaced.
 */
@Timeout(300)
class ProcessFaultsTest {

    /** The exit status of a JVM with {@code -XX:+ExitOnOutOfMemoryError}. */
    private static final int OUT_OF_MEMORY = 3;
    /** Enough for web under the load of a trial, most of them for the jars of its libraries. */
    private static final int DESCRIPTORS = 400;

    private static Postgres server;
    private static String database;
    private static Rig rig;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() {
        server = Postgres.embedded(Map.of("synchronous_commit", "on"));
        database = server.newMigratedDatabase();
        rig = new Rig(database, Rig.forApplication(server, database));
    }

    @AfterAll
    static void stop() {
        rig.close();
        server.close();
    }

    @Test
    void theWorkerIsKilled() throws Exception {
        trial("worker killed").run(pings -> rig.replaceWorker());
    }

    @Test
    void webIsOutOfMemory() throws Exception {
        Path file = directory.resolve("fill");
        rig.replaceWeb(() -> fillsItsHeapWith("web", file));
        rig.web().untilReady();
        trial("web out of memory").run(pings -> {
            Files.createFile(file);
            assertThat(rig.web().waitForExit().status()).isEqualTo(OUT_OF_MEMORY);
            rig.replaceWeb();
        });
    }

    @Test
    void theWorkerIsOutOfMemory() throws Exception {
        Path file = directory.resolve("fill");
        rig.replaceWorker(() -> fillsItsHeapWith("worker", file));
        rig.worker().untilPrinted("worker.ready");
        trial("worker out of memory").run(pings -> {
            Files.createFile(file);
            assertThat(rig.worker().waitForExit().status()).isEqualTo(OUT_OF_MEMORY);
            rig.replaceWorker();
        });
    }

    @Test
    void theTemporaryDirectoryIsFull() throws Exception {
        try (Disk disk = Disk.ofMegabytes(4)) {
            String[] variables = {"JAVA_TOOL_OPTIONS", App.jvmFlags() + " -Djava.io.tmpdir=" + disk.directory("tmp")};
            trial("temporary directory full").run(pings -> {
                rig.replaceWeb(() -> App.start("web", App.with(rig.environment(), variables)));
                rig.replaceWorker(() -> App.start("worker", App.with(rig.environment(), variables)));
                pings.untilAcknowledged(1);
                disk.fill();
                pings.untilAcknowledged(10);
                rig.replaceWeb(() -> App.start("web", App.with(rig.environment(), variables)));
                rig.replaceWorker(() -> App.start("worker", App.with(rig.environment(), variables)));
                pings.untilAcknowledged(10);
                disk.free();
            });
            rig.replaceWeb();
            rig.replaceWorker();
            rig.web().untilReady();
        }
    }

    @Test
    void webIsOutOfFileDescriptors() throws Exception {
        rig.replaceWeb(() ->
                App.launch(Descriptors.limited(App.command("web"), DESCRIPTORS), rig.environment(), App.directory()));
        rig.web().untilReady();
        trial("web out of file descriptors for 10 s").run(pings -> {
            try (var clients = Descriptors.useUp(rig.web(), DESCRIPTORS)) {
                // New ones would need descriptors, and those of the old ones go to clients that wait.
                Trial.await(() -> endSessionsOf("web") == 0);
                pings.untilOneFails();
                Trial.lasts(10);
            }
        });
        rig.replaceWeb();
        rig.web().untilReady();
    }

    /** It can connect neither to the database nor to a receiver, and must not be replaced. */
    @Test
    void theWorkerIsOutOfFileDescriptors() throws Exception {
        long pid = rig.worker().pid();
        trial("worker out of file descriptors for 10 s").run(pings -> {
            try (var none = Descriptors.allowNoMore(rig.worker())) {
                Trial.await(() -> endSessionsOf("worker") == 0);
                Trial.lasts(10);
                assertThat(endSessionsOf("worker"))
                        .as("new sessions of the worker")
                        .isZero();
            }
        });
        assertThat(rig.worker().pid()).isEqualTo(pid);
        assertThat(rig.worker().isAlive()).isTrue();
    }

    /** A process of this type that fills its heap as soon as the file exists. */
    private App fillsItsHeapWith(String type, Path file) {
        try {
            return ExtraBean.start(
                    type,
                    Files.createDirectory(directory.resolve("classes")),
                    FullHeap.class.getName(),
                    App.with(rig.environment(), FullHeap.FILE, file.toString()),
                    "-Xmx160m");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns how many this type of process had. */
    private static int endSessionsOf(String type) {
        return server.strings(database, """
                        SELECT pg_terminate_backend(pid)
                        FROM pg_stat_activity
                        WHERE datname = current_database() AND application_name = 'rollcall %s'
                        """.formatted(type)).size();
    }

    private static Trial trial(String fault) {
        return Trial.of(fault, rig, () -> new Truth(server, database));
    }
}
