package dev.rollcall.page.maintenance;

import dev.rollcall.check.CheckNotFoundException;
import dev.rollcall.check.CheckView;
import dev.rollcall.check.Checks;
import dev.rollcall.mute.snooze.Snoozes;
import dev.rollcall.page.PageAddress;
import dev.rollcall.page.schedule.ScheduleWords;
import dev.rollcall.platform.process.PageController;
import dev.rollcall.project.ProjectId;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What mutes alerts in a project: maintenance windows and snoozes. */
@PageController
@RequestMapping("/projects/{project}/settings/maintenance/")
class MaintenanceController {

    private final MutingStore store;
    private final Checks checks;
    private final Snoozes snoozes;
    private final ScheduleWords words;
    private final Clock clock;

    MaintenanceController(MutingStore store, Checks checks, Snoozes snoozes, ScheduleWords words, Clock clock) {
        this.store = store;
        this.checks = checks;
        this.snoozes = snoozes;
        this.words = words;
        this.clock = clock;
    }

    /** @param done what was just done: {@code made}, {@code changed}, {@code deleted}, {@code ended}, or nothing */
    @GetMapping
    String show(
            @PathVariable UUID project, @RequestParam(defaultValue = "") String done, Locale language, Model model) {
        var id = new ProjectId(project);
        Instant now = clock.instant();
        model.addAttribute("project", project);
        model.addAttribute("done", done.matches("made|changed|deleted|ended") ? done : "");
        model.addAttribute("windows", WindowList.of(store.windows(id), now));
        model.addAttribute("snoozes", store.snoozes(id, now));
        model.addAttribute("words", new WindowWords(words, language));
        return "page/maintenance/list";
    }

    /** When a repeated window would open, while a person fills in its form. */
    @GetMapping("preview")
    String preview(WindowForm form, Locale language, Model model) {
        model.addAttribute("openings", form.openings(clock.instant()));
        model.addAttribute("words", new WindowWords(words, language));
        return "page/maintenance/edit :: preview";
    }

    /** It is not an error if the check is gone already. */
    @PostMapping("snoozes/end")
    String endSnooze(@PathVariable UUID project, @RequestParam String key) {
        try {
            CheckView check = checks.named(new ProjectId(project), key);
            snoozes.end(check.project(), check.id());
        } catch (CheckNotFoundException e) {
            // Somebody has deleted it, and its snooze with it.
        }
        return "redirect:" + PageAddress.settings(project) + "maintenance/?done=ended";
    }
}
