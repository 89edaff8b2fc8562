package dev.rollcall.platform.worker;

import dev.rollcall.platform.ingress.Arrivals;
import dev.rollcall.platform.process.ProcessType;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Heartbeats of processes that are only rows, at times that a test chooses. */
public final class SimulatedWeb {

    private final JdbcClient jdbc;
    private final HeartbeatStore store;
    private final HeartbeatThread own;
    private UUID web = UUID.randomUUID();

    private SimulatedWeb(JdbcClient jdbc, HeartbeatStore store, HeartbeatThread own) {
        this.jdbc = jdbc;
        this.store = store;
        this.own = own;
    }

    /** Heartbeats beside which those of the test's own process are silent, until {@link #end}. */
    public static SimulatedWeb of(ApplicationContext context) {
        var web = new SimulatedWeb(
                context.getBean(JdbcClient.class),
                context.getBean(HeartbeatStore.class),
                context.getBean(HeartbeatThread.class));
        web.own.stopReceiving();
        web.clear();
        return web;
    }

    /** A web process receives until then, and has beaten all the while. */
    public Optional<Outage> receives(Instant now) {
        jdbc.sql("UPDATE process_heartbeats SET received_at = :at WHERE process_id = :web")
                .param("at", Timestamp.from(now.minusSeconds(1)))
                .param("web", web)
                .update();
        return beats(now);
    }

    /** One heartbeat of the web process. */
    public Optional<Outage> beats(Instant now) {
        return beats(now, Arrivals.UNKNOWN);
    }

    /** The database's clock is set back by an hour: the last heartbeat of the web process was written in the future. */
    public void clockIsSetBack() {
        jdbc.sql("UPDATE process_heartbeats SET seen_at = seen_at + interval '1 hour' WHERE process_id = :web")
                .param("web", web)
                .update();
    }

    /** One heartbeat of the web process, which knows this about its ingress. */
    public Optional<Outage> beats(Instant now, Arrivals arrivals) {
        return store.beat(new Heartbeat(web, Set.of(ProcessType.WEB), "v1", 0, arrivals), now);
    }

    /** One heartbeat of some worker. */
    public Optional<Outage> workerBeats(Instant now) {
        return store.beat(new Heartbeat(UUID.randomUUID(), Set.of(ProcessType.WORKER), "v1", 0, Arrivals.UNKNOWN), now);
    }

    /** The web process stops in order. */
    public Optional<Outage> stops(Instant now) {
        return store.stopReceiving(web, now);
    }

    /** From now on the heartbeats are those of another process. */
    public void restart() {
        web = UUID.randomUUID();
    }

    /** Deletes what was simulated. The test's own process receives again. */
    public void end() {
        clear();
        own.startReceiving();
    }

    /** Deletes what was simulated, and what heartbeats of other tests left. */
    public void clear() {
        jdbc.sql("DELETE FROM process_heartbeats").update();
        jdbc.sql("DELETE FROM outages").update();
    }
}
