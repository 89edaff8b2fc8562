package dev.rollcall.mute.maintenance;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rollcall.check.schedule.ScheduleExpression;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.mute.Openings;
import dev.rollcall.platform.api.ApiTimestamp;
import dev.rollcall.platform.api.CursorRequest;
import dev.rollcall.platform.api.JsonListWriter;
import dev.rollcall.platform.api.ListPartReader;
import dev.rollcall.platform.body.JsonBody;
import dev.rollcall.platform.process.WebController;
import dev.rollcall.project.Caller;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Maintenance windows. Our extension of the API. */
@WebController
@RequestMapping("/api/v3/maintenance-windows")
class WindowController {

    private final MaintenanceWindows windows;
    private final JsonListWriter json;
    private final Clock clock;

    WindowController(MaintenanceWindows windows, JsonListWriter json, Clock clock) {
        this.windows = windows;
        this.json = json;
        this.clock = clock;
    }

    @GetMapping("/")
    void list(@AuthenticationPrincipal Caller caller, HttpServletResponse response) throws IOException {
        Instant now = clock.instant();
        ListPartReader<WindowBody, CursorRequest.Cursor<UUID>> list = after ->
                windows.list(caller.project(), after).map(window -> WindowBody.of(window, now, caller.readsOnly()));
        json.writeArray(response, "maintenance_windows", list);
    }

    @PostMapping("/")
    @ResponseStatus(HttpStatus.CREATED)
    WindowBody create(@AuthenticationPrincipal Caller caller, @JsonBody WindowRequest fields) {
        return body(caller, windows.create(caller.project(), fields));
    }

    @GetMapping("/{id}")
    WindowBody get(@AuthenticationPrincipal Caller caller, @PathVariable UUID id) {
        return body(caller, windows.get(caller.project(), id));
    }

    @PostMapping("/{id}")
    WindowBody update(@AuthenticationPrincipal Caller caller, @PathVariable UUID id, @JsonBody WindowRequest fields) {
        return body(caller, windows.update(caller.project(), id, fields));
    }

    @DeleteMapping("/{id}")
    WindowBody delete(@AuthenticationPrincipal Caller caller, @PathVariable UUID id) {
        return body(caller, windows.delete(caller.project(), id));
    }

    private WindowBody body(Caller caller, WindowView window) {
        return WindowBody.of(window, clock.instant(), caller.readsOnly());
    }

    /**
     * A maintenance window. It has either start and end, or schedule, tz and duration.
     *
     * @param checks their ids; unique keys for a read-only key
     * @param openUntil when it closes; absent while it is closed
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record WindowBody(
            String id,
            String name,
            @Nullable String start,
            @Nullable String end,
            @Nullable String schedule,
            @Nullable String tz,
            @Nullable Long duration,
            @JsonProperty("all_checks") boolean allChecks,
            List<String> checks,
            String tags,
            @JsonProperty("open_until") @Nullable String openUntil) {

        static WindowBody of(WindowView window, Instant now, boolean readOnly) {
            Openings openings = window.openings();
            ScheduleExpression schedule = openings == null ? null : openings.starts();
            return new WindowBody(
                    window.id().toString(),
                    window.name(),
                    ApiTimestamp.ofNullable(window.start()),
                    ApiTimestamp.ofNullable(window.end()),
                    schedule == null ? null : schedule.expression(),
                    schedule == null ? null : schedule.zoneName(),
                    openings == null ? null : openings.duration().toSeconds(),
                    window.allChecks(),
                    readOnly
                            ? window.checks().uniqueKeys()
                            : window.checks().ids().stream()
                                    .map(CheckId::toString)
                                    .toList(),
                    window.tags(),
                    ApiTimestamp.ofNullable(window.openUntil(now)));
        }
    }
}
