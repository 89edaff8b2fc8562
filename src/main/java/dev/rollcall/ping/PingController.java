package dev.rollcall.ping;

import dev.rollcall.check.CheckSlugs;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.ping.admission.PingRateLimits;
import dev.rollcall.ping.admission.PingRefusal;
import dev.rollcall.ping.admission.SlugLookups;
import dev.rollcall.ping.admission.WaitingPings;
import dev.rollcall.platform.limit.RateLimit;
import dev.rollcall.platform.problem.BodyTimeoutException;
import dev.rollcall.platform.problem.UnavailableException;
import dev.rollcall.platform.process.WebController;
import dev.rollcall.project.ProjectId;
import dev.rollcall.project.Projects;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.util.UriComponentsBuilder;

/** The published pinging API. Answers are plain text, for curl. */
@WebController
@RequestMapping(
        path = "/ping",
        method = {RequestMethod.GET, RequestMethod.HEAD, RequestMethod.POST, RequestMethod.PUT})
class PingController {

    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    /** What the published API accepts as a slug in a path; no check has one with capital letters. */
    private static final Pattern SLUG = Pattern.compile("[A-Za-z0-9_-]+");

    private static final int MAX_SLUG_LENGTH = 100;

    private final PingReader reader;
    private final PingRecorder recorder;
    private final Projects projects;
    private final CheckSlugs slugs;
    private final SlugLookups lookups;
    private final WaitingPings waiting;
    private final PingRateLimits limits;
    private final PingSettings settings;

    PingController(
            PingReader reader,
            PingRecorder recorder,
            Projects projects,
            CheckSlugs slugs,
            SlugLookups lookups,
            WaitingPings waiting,
            PingRateLimits limits,
            PingSettings settings) {
        this.reader = reader;
        this.recorder = recorder;
        this.projects = projects;
        this.slugs = slugs;
        this.lookups = lookups;
        this.waiting = waiting;
        this.limits = limits;
        this.settings = settings;
    }

    @RequestMapping({"/{id}", "/{id}/"})
    ResponseEntity<String> success(@PathVariable String id, HttpServletRequest request) throws IOException {
        return byId(id, Signal.SUCCESS, request);
    }

    /** A signal follows the id of a check, a slug follows a ping key. Any other text after an id is read as a slug. */
    @RequestMapping({"/{id}/{signal}", "/{id}/{signal}/"})
    ResponseEntity<String> signal(@PathVariable String id, @PathVariable String signal, HttpServletRequest request)
            throws IOException {
        if (CheckId.parse(id).isEmpty()) {
            return bySlug(id, signal, Signal.SUCCESS, request);
        }
        if (Signal.isImpossibleExitStatus(signal)) {
            return invalidUrl();
        }
        Optional<Signal> known = Signal.of(signal);
        return known.isPresent() ? byId(id, known.get(), request) : bySlug(id, signal, Signal.SUCCESS, request);
    }

    @RequestMapping({"/{key}/{slug}/{signal}", "/{key}/{slug}/{signal}/"})
    ResponseEntity<String> slugSignal(
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable String signal,
            HttpServletRequest request)
            throws IOException {
        if (Signal.isImpossibleExitStatus(signal)) {
            return invalidUrl();
        }
        Optional<Signal> known = Signal.of(signal);
        return known.isPresent() ? bySlug(key, slug, known.get(), request) : notFound();
    }

    /** It is not certain that the ping was recorded, or its slug could not be looked up. The client may try again. */
    @ExceptionHandler({
        UnavailableException.class,
        CannotCreateTransactionException.class,
        DataAccessResourceFailureException.class,
        TransientDataAccessException.class
    })
    ResponseEntity<String> unavailable() {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .contentType(TEXT)
                .header(HttpHeaders.RETRY_AFTER, UnavailableException.RETRY_AFTER_SECONDS)
                .body(PingRefusal.UNAVAILABLE);
    }

    /** The body took longer than {@link PingBodies} allows. */
    @ExceptionHandler
    ResponseEntity<String> tooSlow(BodyTimeoutException e) {
        return answer(HttpStatus.REQUEST_TIMEOUT, String.valueOf(e.getMessage()));
    }

    private ResponseEntity<String> byId(String id, Signal signal, HttpServletRequest request) throws IOException {
        Optional<CheckId> check = CheckId.parse(id);
        if (check.isEmpty()) {
            return notFound();
        }
        RunId run = runId(request);
        return run.isValid() ? record(check.get(), signal, run, request, HttpStatus.OK, "OK") : invalidRunId();
    }

    /** Checks the whole address before it creates a check. */
    private ResponseEntity<String> bySlug(String key, String slug, Signal signal, HttpServletRequest request)
            throws IOException {
        if (!SLUG.matcher(slug).matches()) {
            return notFound();
        }
        if (!slug.equals(slug.toLowerCase(Locale.ROOT))) {
            return invalidUrl();
        }
        RunId run = runId(request);
        if (!run.isValid()) {
            return invalidRunId();
        }
        Optional<Found> found = lookups.take(
                request.getRemoteAddr(),
                () -> projects.pingedBy(key).map(project -> new Found(project, slugs.find(project, slug))));
        if (found.isEmpty()) {
            return notFound();
        }
        CheckSlugs.Named named = found.get().checks();
        if (named.isNothing() && "1".equals(queryParameter(request.getQueryString(), "create"))) {
            if (slug.length() > MAX_SLUG_LENGTH) {
                return invalidUrl();
            }
            named = slugs.findOrCreate(found.get().project(), slug);
        }
        if (named.isNothing()) {
            return notFound();
        }
        if (named.isAmbiguous()) {
            return answer(HttpStatus.CONFLICT, "ambiguous slug");
        }
        return named.isNew()
                ? record(named.ids().get(0), signal, run, request, HttpStatus.CREATED, "Created")
                : record(named.ids().get(0), signal, run, request, HttpStatus.OK, "OK");
    }

    private ResponseEntity<String> record(
            CheckId check, Signal signal, RunId run, HttpServletRequest request, HttpStatus status, String text)
            throws IOException {
        Optional<RateLimit.Decision> refusal = limits.refusalOfCheck(check);
        if (refusal.isPresent()) {
            return tooMany(refusal.get());
        }
        Ping ping = reader.read(request, check, signal, run.value());
        return waiting.take(request.getRemoteAddr(), ping.bodyBytes(), () -> recorder.record(ping))
                ? answer(status, text)
                : notFound();
    }

    private static ResponseEntity<String> tooMany(RateLimit.Decision refusal) {
        return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                .headers(refusal.headers())
                .contentType(TEXT)
                .body(PingRefusal.TOO_MANY);
    }

    private ResponseEntity<String> invalidUrl() {
        return answer(HttpStatus.BAD_REQUEST, "invalid url format");
    }

    private ResponseEntity<String> invalidRunId() {
        return answer(HttpStatus.BAD_REQUEST, "invalid uuid format");
    }

    private ResponseEntity<String> notFound() {
        return answer(HttpStatus.NOT_FOUND, "not found");
    }

    private ResponseEntity<String> answer(HttpStatus status, String text) {
        return ResponseEntity.status(status)
                .contentType(TEXT)
                .header("Ping-Body-Limit", String.valueOf(settings.bodyLimit()))
                .body(text);
    }

    private static RunId runId(HttpServletRequest request) {
        String text = queryParameter(request.getQueryString(), "rid");
        return text == null
                ? new RunId(true, null)
                : CheckId.parse(text).map(id -> new RunId(true, id.value())).orElseGet(() -> new RunId(false, null));
    }

    /**
     * Reads only the query: {@code getParameter} would consume a body that is sent as a form. As in the published API,
     * a name without a value has the empty one, and the last of several counts.
     */
    static @Nullable String queryParameter(@Nullable String query, String name) {
        if (query == null) {
            return null;
        }
        List<@Nullable String> values = UriComponentsBuilder.newInstance()
                .query(query)
                .build()
                .getQueryParams()
                .get(name);
        return values == null ? null : Objects.requireNonNullElse(values.get(values.size() - 1), "");
    }

    /** The project of a ping key, and its checks with the slug. */
    private record Found(ProjectId project, CheckSlugs.Named checks) {}

    /** The value of {@code rid}. Absent is valid; anything that is not a UUID is invalid. */
    private record RunId(boolean isValid, @Nullable UUID value) {}
}
