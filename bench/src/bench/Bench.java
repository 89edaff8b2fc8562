package bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import testing.App;
import testing.Postgres;

/** What a case gets: the options, a durable database server, and releases to run. */
final class Bench implements AutoCloseable {

    private final Options options;
    private final Postgres postgres = Postgres.durable();
    private final Map<Integer, Release> releases = new HashMap<>();
    private final Instant begun = Instant.now();
    private @Nullable PingedWeb pingedWeb;
    private boolean closed;

    Bench(Options options) {
        this.options = options;
        Runtime.getRuntime().addShutdownHook(new Thread(this::interrupted));
    }

    Options options() {
        return options;
    }

    /** With the default durability of Postgres. */
    Postgres postgres() {
        return postgres;
    }

    /** The release on the Java runtime of the image. */
    Release release() {
        return release(Jdk.usual());
    }

    Release release(Jdk jdk) {
        return releases.computeIfAbsent(jdk.feature(), feature -> {
            say("the jar as the image keeps it, on " + jdk);
            return Release.on(jdk);
        });
    }

    /**
     * The web process as the image runs it, ready and warm, with a database of many checks. All cases share it, because
     * its warm-up takes a minute.
     */
    PingedWeb pingedWeb() throws IOException, InterruptedException {
        if (pingedWeb == null) {
            pingedWeb =
                    PingedWeb.start(this, release(), PingedWeb.database(this)).warmUp(this);
        }
        return pingedWeb;
    }

    /** The environment of a process on this database, with a port of its own. */
    Map<String, String> environment(String databaseUrl, String... namesAndValues) {
        return App.with(
                Map.of("DATABASE_URL", databaseUrl, "PORT", App.freePort(), "WEBHOOK_ALLOW_PRIVATE", "true"),
                namesAndValues);
    }

    /** The longer duration, unless the run is quick. */
    Duration time(Duration full, Duration quick) {
        return options.quick() ? quick : full;
    }

    /** Prints progress. */
    void say(String what) {
        System.err.printf("%4d s  %s%n", taken().toSeconds(), what);
    }

    Duration taken() {
        return Duration.between(begun, Instant.now());
    }

    /** Closes once: after an interrupt, both the main thread and the shutdown hook call it. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (pingedWeb != null) {
            pingedWeb.close();
        }
        postgres.close();
    }

    /** An interrupted run stops everything that it started. */
    private void interrupted() {
        ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .forEach(ProcessHandle::destroyForcibly);
        close();
    }
}
