package dev.rollcall.flip;

import dev.rollcall.check.CheckBodies;
import dev.rollcall.check.CheckBody;
import dev.rollcall.check.CheckView;
import dev.rollcall.check.Checks;
import dev.rollcall.platform.api.ContractVersion;
import dev.rollcall.platform.process.WebController;
import dev.rollcall.project.Caller;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Acknowledges a check that is down. The published API has no such route. */
@WebController
class AcknowledgeController {

    private final Checks checks;
    private final Acknowledgements acknowledgements;
    private final CheckBodies bodies;

    AcknowledgeController(Checks checks, Acknowledgements acknowledgements, CheckBodies bodies) {
        this.checks = checks;
        this.acknowledgements = acknowledgements;
        this.bodies = bodies;
    }

    @PostMapping("/api/v3/checks/{id}/acknowledge")
    CheckBody acknowledge(@AuthenticationPrincipal Caller caller, ContractVersion version, @PathVariable String id) {
        CheckView check = checks.named(caller.project(), id);
        if (!acknowledgements.acknowledge(check.id())) {
            throw new CheckNotDownException();
        }
        return bodies.of(caller, version, checks.get(caller.project(), check.id()));
    }
}
