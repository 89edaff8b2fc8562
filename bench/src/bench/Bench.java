package bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import testing.App;
import testing.Postgres;

/** What a case is given: how it was asked for, a database server that keeps what it says, and releases to run. */
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

    /** With the durability that Postgres has when nobody says otherwise. */
    Postgres postgres() {
        return postgres;
    }

    /** The release on the runtime that the image has. */
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
     * The web process that the image would run, ready and warm, with a database of many checks. One for all cases that
     * ask for it, because getting warm takes a minute.
     */
    PingedWeb pingedWeb() throws IOException, InterruptedException {
        if (pingedWeb == null) {
            pingedWeb =
                    PingedWeb.start(this, release(), PingedWeb.database(this)).warmUp(this);
        }
        return pingedWeb;
    }

    /** The environment of a process on this database, as a deploy has it, with a port of its own. */
    Map<String, String> environment(String databaseUrl, String... namesAndValues) {
        return App.with(
                Map.of("DATABASE_URL", databaseUrl, "PORT", App.freePort(), "WEBHOOK_ALLOW_PRIVATE", "true"),
                namesAndValues);
    }

    /** The longer one, unless the run is to be quick. */
    Duration time(Duration full, Duration quick) {
        return options.quick() ? quick : full;
    }

    /** Progress, for whoever waits. */
    void say(String what) {
        System.err.printf("%4d s  %s%n", taken().toSeconds(), what);
    }

    Duration taken() {
        return Duration.between(begun, Instant.now());
    }

    /** Once, whether a run ends or is interrupted: then its main thread comes here too. */
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

    /** Whoever interrupts a run gets the machine back. */
    private void interrupted() {
        ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .forEach(ProcessHandle::destroyForcibly);
        close();
    }
}
