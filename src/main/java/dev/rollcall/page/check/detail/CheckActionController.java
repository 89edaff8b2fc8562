package dev.rollcall.page.check.detail;

import dev.rollcall.check.CheckNotFoundException;
import dev.rollcall.check.CheckView;
import dev.rollcall.check.Checks;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.mute.snooze.Snoozes;
import dev.rollcall.page.PageAddress;
import dev.rollcall.platform.problem.InvalidRequestException;
import dev.rollcall.platform.process.PageController;
import dev.rollcall.project.ProjectId;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What the buttons on the page of a check do. Each answers with a redirect. */
@PageController
@RequestMapping("/projects/{project}/checks/{key:[0-9a-f]+}/")
class CheckActionController {

    private static final int MAX_SNOOZE_HOURS = 31 * 24;

    private final Checks checks;
    private final Snoozes snoozes;
    private final Clock clock;

    CheckActionController(Checks checks, Snoozes snoozes, Clock clock) {
        this.checks = checks;
        this.snoozes = snoozes;
        this.clock = clock;
    }

    @PostMapping("pause")
    String pause(@PathVariable UUID project, @PathVariable String key) {
        CheckView check = find(project, key);
        checks.pause(check.project(), check.id());
        return page(check);
    }

    /** If the check is no longer paused, the reader already has what they want. */
    @PostMapping("resume")
    String resume(@PathVariable UUID project, @PathVariable String key) {
        CheckView check = find(project, key);
        if (check.state().status() == CheckStatus.PAUSED) {
            checks.resume(check.project(), check.id());
        }
        return page(check);
    }

    @PostMapping("snooze")
    String snooze(@PathVariable UUID project, @PathVariable String key, @RequestParam int hours) {
        if (hours < 1 || hours > MAX_SNOOZE_HOURS) {
            throw new InvalidRequestException(Map.of("hours", "must be from 1 to " + MAX_SNOOZE_HOURS));
        }
        CheckView check = find(project, key);
        snoozes.snooze(check.project(), check.id(), clock.instant().plus(Duration.ofHours(hours)));
        return page(check);
    }

    @PostMapping("unsnooze")
    String unsnooze(@PathVariable UUID project, @PathVariable String key) {
        CheckView check = find(project, key);
        snoozes.end(check.project(), check.id());
        return page(check);
    }

    /** Deletes the check if its name was typed. It is not an error if the check is gone already. */
    @PostMapping("delete")
    String delete(@PathVariable UUID project, @PathVariable String key, @RequestParam(defaultValue = "") String name) {
        try {
            CheckView check = find(project, key);
            if (!name.strip().equals(check.name().strip())) {
                return page(check) + "?wrongName=true";
            }
            checks.delete(check.project(), check.id());
        } catch (CheckNotFoundException e) {
            // The button was pressed twice, or somebody else was faster.
        }
        return "redirect:" + PageAddress.checks(project) + "?deleted=1";
    }

    private CheckView find(UUID project, String key) {
        return checks.named(new ProjectId(project), key);
    }

    private static String page(CheckView check) {
        return "redirect:" + PageAddress.check(check.project(), check.uniqueKey());
    }
}
