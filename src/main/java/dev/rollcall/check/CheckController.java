package dev.rollcall.check;

import dev.rollcall.platform.JsonBody;
import dev.rollcall.platform.Site;
import dev.rollcall.project.Caller;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Checks, by the published management API v3. */
@RestController
@RequestMapping("/api/v3/checks")
class CheckController {

    private final Checks checks;
    private final Site site;
    private final Clock clock;

    CheckController(Checks checks, Site site, Clock clock) {
        this.checks = checks;
        this.site = site;
        this.clock = clock;
    }

    @GetMapping("/")
    CheckList list(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(required = false) @Nullable String slug,
            @RequestParam(name = "tag", defaultValue = "") List<String> tags) {
        Instant now = clock.instant();
        return new CheckList(checks.list(caller.project(), slug, tags).stream()
                .map(check -> CheckBody.of(check, now, site, caller.readsOnly()))
                .toList());
    }

    @PostMapping("/")
    @ResponseStatus(HttpStatus.CREATED)
    CheckBody create(@AuthenticationPrincipal Caller caller, @JsonBody CheckFields fields) {
        return body(caller, checks.create(caller.project(), fields));
    }

    @GetMapping("/{id}")
    CheckBody get(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
        return body(caller, checks.named(caller.project(), id));
    }

    @PostMapping("/{id}")
    CheckBody update(@AuthenticationPrincipal Caller caller, @PathVariable String id, @JsonBody CheckFields fields) {
        return body(caller, checks.update(caller.project(), id(id), fields));
    }

    @PostMapping("/{id}/pause")
    CheckBody pause(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
        return body(caller, checks.pause(caller.project(), id(id)));
    }

    @PostMapping("/{id}/resume")
    CheckBody resume(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
        return body(caller, checks.resume(caller.project(), id(id)));
    }

    @DeleteMapping("/{id}")
    CheckBody delete(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
        return body(caller, checks.delete(caller.project(), id(id)));
    }

    private CheckBody body(Caller caller, CheckView check) {
        return CheckBody.of(check, clock.instant(), site, caller.readsOnly());
    }

    /** What is no id cannot name a check. */
    private static CheckId id(String text) {
        return CheckId.parse(text).orElseThrow(CheckNotFoundException::new);
    }

    record CheckList(List<CheckBody> checks) {}
}
