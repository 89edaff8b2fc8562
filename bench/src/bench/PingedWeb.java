package bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import testing.App;

/** A web process, the database it is on, and pings for the checks there: from 64 connections, as many as they can. */
record PingedWeb(App web, Fixture fixture, Path ids) implements AutoCloseable {

    static final int CHECKS = 10_000;
    static final int CONNECTIONS = 64;

    /** A database for one of these. */
    static Fixture database(Bench bench) {
        return Fixture.of(bench, 10, CHECKS);
    }

    /** The process that the image would run, ready. */
    static PingedWeb start(Bench bench, Release release, Fixture fixture) throws IOException {
        return ready(release.start("web", bench.environment(fixture.databaseUrl())), fixture);
    }

    static PingedWeb ready(App web, Fixture fixture) throws IOException {
        return new PingedWeb(web.untilReady(), fixture, fixture.ids());
    }

    /** Until it gets no faster: for a minute most of its work is to compile what it runs. */
    PingedWeb warmUp(Bench bench) throws IOException, InterruptedException {
        return warmUp(bench, bench.time(Duration.ofSeconds(25), Duration.ofSeconds(15)));
    }

    PingedWeb warmUp(Bench bench, Duration atMost) throws IOException, InterruptedException {
        bench.say("warming up");
        WarmUp.until(atMost, time -> ping(time).perSecond());
        // A database that has run for a while uses files of its log again, and need not make them.
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
