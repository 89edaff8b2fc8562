package dev.rollcall.platform.worker;

import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.platform.thread.Threads;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Tells the heartbeat when this web process can receive pings: while its port is open. */
@Component
@WebProcess
class Reception implements SmartLifecycle {

    /**
     * If no web process could receive for longer than this, it is an outage. It is five heartbeats, so a slow statement
     * or a busy machine does not cause one. Clients that repeat a ping survive such a gap.
     */
    static final Duration MAX_GAP = Heartbeats.INTERVAL.multipliedBy(5);

    /** The same for a web process that has just started: it took over from one that ended, and a start may be quick. */
    static final Duration MAX_GAP_AT_START = Heartbeats.INTERVAL.multipliedBy(2);

    /**
     * When, according to a row of web, its process could receive. An earlier release writes a row every 5 s, and leaves
     * this column empty.
     */
    static final String RECEIVED_AT = "COALESCE(received_at, seen_at + interval '5 seconds')";

    private static final Logger log = LoggerFactory.getLogger(Reception.class);
    private static final Duration MAX_STOP_TIME = Duration.ofSeconds(2);

    private final HeartbeatThread heartbeat;
    private volatile boolean running;

    Reception(HeartbeatThread heartbeat) {
        this.heartbeat = heartbeat;
    }

    @Override
    public void start() {
        heartbeat.startReceiving();
        running = true;
    }

    /** Does not wait long for a hanging database. Missing heartbeats then reveal the outage. */
    @Override
    public void stop() {
        running = false;
        Threads.join(Threads.start("reception-end", this::end), MAX_STOP_TIME);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the server has started; before it refuses requests, and after DRAIN_DELAY. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 2;
    }

    private void end() {
        try {
            heartbeat.stopReceiving();
        } catch (RuntimeException e) {
            log.debug("could not record the end of reception", e);
        }
    }
}
