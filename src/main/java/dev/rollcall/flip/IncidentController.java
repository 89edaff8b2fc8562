package dev.rollcall.flip;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rollcall.check.CheckView;
import dev.rollcall.check.Checks;
import dev.rollcall.platform.api.ApiTimestamp;
import dev.rollcall.platform.api.CursorRequest;
import dev.rollcall.platform.api.CursorRequest.CursorPage;
import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.process.WebController;
import dev.rollcall.project.Caller;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Lists when a check was down. The published API has no such route. */
@WebController
class IncidentController {

    private final Checks checks;
    private final IncidentStore incidents;
    private final Site site;
    private final Clock clock;

    IncidentController(Checks checks, IncidentStore incidents, Site site, Clock clock) {
        this.checks = checks;
        this.incidents = incidents;
        this.site = site;
        this.clock = clock;
    }

    @GetMapping("/api/v3/checks/{id}/incidents/")
    IncidentList list(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            @RequestParam(defaultValue = CursorRequest.DEFAULT_LIMIT) String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        CursorRequest<Long> request = CursorRequest.of(limit, cursor, Long::valueOf);
        CheckView check = checks.named(caller.project(), id);
        CursorPage<Incident> page = request.page(
                incidents.find(check.id(), request),
                incident -> new CursorRequest.Cursor<>(incident.startedAt(), incident.flipId()));
        Instant now = clock.instant();
        return new IncidentList(
                page.items().stream()
                        .map(incident -> IncidentBody.of(incident, now))
                        .toList(),
                // With the name from the request: a read-only key must not learn the id of a check.
                request.nextUrl(site.url("/api/v3/checks/" + id + "/incidents/"), page));
    }

    record IncidentList(
            List<IncidentBody> incidents, @Nullable String next) {}

    /**
     * An incident in the answer; the duration is in seconds.
     *
     * @param acknowledgedAt when a person said that they take care of it; absent if nobody did
     * @param endedAs the status after the incident, null while it lasts
     */
    record IncidentBody(
            String started,
            @Nullable String ended,
            long duration,
            boolean ongoing,
            String reason,
            @JsonProperty("ended_as") @Nullable String endedAs,

            @JsonProperty("acknowledged_at") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String acknowledgedAt) {

        static IncidentBody of(Incident incident, Instant now) {
            return new IncidentBody(
                    ApiTimestamp.of(incident.startedAt()),
                    ApiTimestamp.ofNullable(incident.endedAt()),
                    incident.duration(now).toSeconds(),
                    incident.endedAt() == null,
                    incident.reason().label(),
                    incident.endedAs() == null
                            ? null
                            : incident.endedAs().name().toLowerCase(Locale.ROOT),
                    ApiTimestamp.ofNullable(incident.acknowledgedAt()));
        }
    }
}
