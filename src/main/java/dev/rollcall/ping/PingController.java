package dev.rollcall.ping;

import dev.rollcall.check.CheckId;
import dev.rollcall.platform.RequestId;
import dev.rollcall.platform.UnavailableException;
import dev.rollcall.platform.WebProcess;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** Receives pings, by the published pinging API. Answers plain text: the caller is curl. */
@RestController
@WebProcess
@RequestMapping(
        path = "/ping",
        method = {RequestMethod.GET, RequestMethod.HEAD, RequestMethod.POST})
class PingController {

    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);
    private static final Pattern EXIT_STATUS = Pattern.compile("\\d{1,3}");
    private static final int HIGHEST_EXIT_STATUS = 255;
    private static final int USER_AGENT_LENGTH = 200;

    private final PingRecorder recorder;
    private final PingSettings settings;
    private final Clock clock;

    PingController(PingRecorder recorder, PingSettings settings, Clock clock) {
        this.recorder = recorder;
        this.settings = settings;
        this.clock = clock;
    }

    @RequestMapping({"/{id}", "/{id}/"})
    ResponseEntity<String> success(@PathVariable String id, HttpServletRequest request) throws IOException {
        return record(id, PingKind.SUCCESS, null, request);
    }

    @RequestMapping({"/{id}/{signal}", "/{id}/{signal}/"})
    ResponseEntity<String> signal(@PathVariable String id, @PathVariable String signal, HttpServletRequest request)
            throws IOException {
        return switch (signal.toLowerCase(Locale.ROOT)) {
            case "start" -> record(id, PingKind.START, null, request);
            case "fail" -> record(id, PingKind.FAIL, null, request);
            case "log" -> record(id, PingKind.LOG, null, request);
            default -> exitStatus(id, signal, request);
        };
    }

    /** Not recorded, so never an OK. */
    @ExceptionHandler
    ResponseEntity<String> unavailable(UnavailableException e) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .contentType(TEXT)
                .header(HttpHeaders.RETRY_AFTER, UnavailableException.RETRY_AFTER_SECONDS)
                .body("unavailable, try again later");
    }

    private ResponseEntity<String> exitStatus(String id, String text, HttpServletRequest request) throws IOException {
        if (!EXIT_STATUS.matcher(text).matches() || Integer.parseInt(text) > HIGHEST_EXIT_STATUS) {
            return answer(HttpStatus.BAD_REQUEST, "invalid url format");
        }
        int status = Integer.parseInt(text);
        return record(id, status == 0 ? PingKind.SUCCESS : PingKind.FAIL, status, request);
    }

    private ResponseEntity<String> record(
            String id, PingKind kind, @Nullable Integer exitStatus, HttpServletRequest request) throws IOException {
        Optional<CheckId> check = CheckId.parse(id);
        if (check.isEmpty()) {
            return answer(HttpStatus.NOT_FOUND, "not found");
        }
        String rid = queryParameter(request, "rid");
        Optional<UUID> runId =
                rid == null ? Optional.empty() : CheckId.parse(rid).map(CheckId::value);
        if (rid != null && runId.isEmpty()) {
            return answer(HttpStatus.BAD_REQUEST, "invalid uuid format");
        }
        var ping = new Ping(
                check.get(), kind, clock.instant(), runId.orElse(null), exitStatus, origin(request), body(request));
        return recorder.record(ping) ? answer(HttpStatus.OK, "OK") : answer(HttpStatus.NOT_FOUND, "not found");
    }

    private ResponseEntity<String> answer(HttpStatus status, String text) {
        return ResponseEntity.status(status)
                .contentType(TEXT)
                .header("Ping-Body-Limit", String.valueOf(settings.bodyLimit()))
                .body(text);
    }

    private byte @Nullable [] body(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(settings.bodyLimit());
        return body.length == 0 ? null : body;
    }

    private static Ping.Origin origin(HttpServletRequest request) {
        String agent = request.getHeader(HttpHeaders.USER_AGENT);
        return new Ping.Origin(
                request.getScheme(),
                request.getMethod(),
                request.getRemoteAddr(),
                agent == null || agent.length() <= USER_AGENT_LENGTH ? agent : agent.substring(0, USER_AGENT_LENGTH),
                RequestId.current());
    }

    /** From the query alone: the servlet's own look-up would read a body that claims to be a form, and eat it. */
    private static @Nullable String queryParameter(HttpServletRequest request, String name) {
        if (request.getQueryString() == null) {
            return null;
        }
        return UriComponentsBuilder.newInstance()
                .query(request.getQueryString())
                .build()
                .getQueryParams()
                .getFirst(name);
    }
}
