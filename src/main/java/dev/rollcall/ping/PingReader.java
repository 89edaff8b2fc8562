package dev.rollcall.ping;

import dev.rollcall.check.state.CheckId;
import dev.rollcall.platform.log.RequestId;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.platform.telemetry.Traces;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Creates a ping from a request. */
@Component
@WebProcess
class PingReader {

    private static final String USER_AGENT = "User-Agent";
    private static final int MAX_USER_AGENT_LENGTH = 200;

    private final PingBodies bodies;
    private final Traces traces;
    private final Clock clock;

    PingReader(PingBodies bodies, Traces traces, Clock clock) {
        this.bodies = bodies;
        this.traces = traces;
        this.clock = clock;
    }

    Ping read(HttpServletRequest request, CheckId check, Signal signal, @Nullable UUID runId) throws IOException {
        byte @Nullable [] body = bodies.read(request);
        // The ping is complete only now: a job may pipe its output and keep the request open while it runs.
        Instant receivedAt = clock.instant();
        return new Ping(check, signal.kind(), receivedAt, runId, signal.exitStatus(), origin(request), body);
    }

    private Ping.Origin origin(HttpServletRequest request) {
        String agent = request.getHeader(USER_AGENT);
        return new Ping.Origin(
                request.getScheme(),
                request.getMethod(),
                request.getRemoteAddr(),
                agent == null || agent.length() <= MAX_USER_AGENT_LENGTH
                        ? agent
                        : agent.substring(0, MAX_USER_AGENT_LENGTH),
                RequestId.current(),
                traces.current());
    }
}
