package dev.rollcall.ping;

import dev.rollcall.check.CheckId;
import dev.rollcall.platform.RequestId;
import dev.rollcall.platform.WebProcess;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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

    private final PingSettings settings;
    private final Clock clock;

    PingReader(PingSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    Ping read(HttpServletRequest request, CheckId check, Signal signal, @Nullable UUID runId) throws IOException {
        byte[] body = body(request);
        // Only now is the ping complete: a pipe may have been open for as long as the job ran.
        Instant receivedAt = clock.instant();
        return new Ping(check, signal.kind(), receivedAt, runId, signal.exitStatus(), origin(request), body);
    }

    /** As sent, cut to the limit. The rest is read as well: a client that is still sending would miss the answer. */
    private byte @Nullable [] body(HttpServletRequest request) throws IOException {
        InputStream in = request.getInputStream();
        byte[] kept = in.readNBytes(settings.bodyLimit());
        in.transferTo(OutputStream.nullOutputStream());
        return kept.length == 0 ? null : kept;
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
