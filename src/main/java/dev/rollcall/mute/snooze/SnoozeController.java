package dev.rollcall.mute.snooze;

import dev.rollcall.check.CheckBodies;
import dev.rollcall.check.CheckBody;
import dev.rollcall.check.CheckNotFoundException;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.platform.api.ContractVersion;
import dev.rollcall.platform.body.JsonBody;
import dev.rollcall.platform.process.WebController;
import dev.rollcall.project.Caller;
import java.time.Clock;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Snoozes checks. Our extension of the API. */
@WebController
class SnoozeController {

    private final Snoozes snoozes;
    private final CheckBodies bodies;
    private final Clock clock;

    SnoozeController(Snoozes snoozes, CheckBodies bodies, Clock clock) {
        this.snoozes = snoozes;
        this.bodies = bodies;
        this.clock = clock;
    }

    @PostMapping("/api/v3/checks/{id}/snooze")
    CheckBody snooze(@AuthenticationPrincipal Caller caller, @PathVariable String id, @JsonBody SnoozeRequest request) {
        return bodies.of(
                caller, ContractVersion.V3, snoozes.snooze(caller.project(), id(id), request.endAt(clock.instant())));
    }

    @PostMapping("/api/v3/checks/{id}/unsnooze")
    CheckBody unsnooze(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
        return bodies.of(caller, ContractVersion.V3, snoozes.end(caller.project(), id(id)));
    }

    /** An invalid id is treated as not found. */
    private static CheckId id(String text) {
        return CheckId.parse(text).orElseThrow(CheckNotFoundException::new);
    }
}
