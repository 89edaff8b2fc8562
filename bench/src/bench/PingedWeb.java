package bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import testing.App;

/** A web process, its database, and pings for its checks over 64 connections, as many as possible. */
record PingedWeb(App web, Fixture fixture, Path ids) implements AutoCloseable {

    static final int CHECKS = 10_000;
    static final int CONNECTIONS = 64;

    /** A database for one process. */
    static Fixture database(Bench bench) {
        return Fixture.of(bench, 10, CHECKS);
    }

    /** The process as the image runs it, ready. */
    static PingedWeb start(Bench bench, Release release, Fixture fixture) throws IOException {
        return ready(release.start("web", bench.environment(fixture.databaseUrl())), fixture);
    }

    static PingedWeb ready(App web, Fixture fixture) throws IOException {
        return new PingedWeb(web.untilReady(), fixture, fixture.ids());
    }

    /** Runs load until the rate no longer rises: in the first minute the process mostly compiles. */
    PingedWeb warmUp(Bench bench) throws IOException, InterruptedException {
        return warmUp(bench, bench.time(Duration.ofSeconds(25), Duration.ofSeconds(15)));
    }

    PingedWeb warmUp(Bench bench, Duration atMost) throws IOException, InterruptedException {
        bench.say("warming up");
        WarmUp.until(atMost, time -> ping(time).perSecond());
        // A database that has run for a while reuses its log files and does not create new ones.
        fixture.execute("CHECKPOINT");
        return this;
    }

    Answers ping(Duration time) throws IOException, InterruptedException {
        return pings().run(web, time);
    }

    Wrk pings() {
        return Wrk.pings(CONNECTIONS, ids);
    }

    @Override
    public void close() {
        web.close();
        web.waitForExit();
    }
}
