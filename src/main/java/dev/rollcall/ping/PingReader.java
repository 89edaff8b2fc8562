package dev.rollcall.ping;

import dev.rollcall.check.state.CheckId;
import dev.rollcall.platform.log.RequestId;
import dev.rollcall.platform.process.WebProcess;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes a ping out of a request. */
@Component
@WebProcess
class PingReader {

    private static final String USER_AGENT = "User-Agent";
    private static final int USER_AGENT_LENGTH = 200;

    private final PingBodies bodies;
    private final Clock clock;

    PingReader(PingBodies bodies, Clock clock) {
        this.bodies = bodies;
        this.clock = clock;
    }

    Ping read(HttpServletRequest request, CheckId check, Signal signal, @Nullable UUID runId) throws IOException {
        byte @Nullable [] body = bodies.read(request);
        // Only now is the ping complete: a pipe may have been open for as long as the job ran.
        Instant receivedAt = clock.instant();
        return new Ping(check, signal.kind(), receivedAt, runId, signal.exitStatus(), origin(request), body);
    }

    private static Ping.Origin origin(HttpServletRequest request) {
        String agent = request.getHeader(USER_AGENT);
        return new Ping.Origin(
                request.getScheme(),
                request.getMethod(),
                request.getRemoteAddr(),
                agent == null || agent.length() <= USER_AGENT_LENGTH ? agent : agent.substring(0, USER_AGENT_LENGTH),
                RequestId.current());
    }
}
