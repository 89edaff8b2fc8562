package dev.rollcall.page.maintenance;

import dev.rollcall.check.state.CheckId;
import dev.rollcall.mute.maintenance.MaintenanceWindows;
import dev.rollcall.mute.maintenance.TooManyWindowsException;
import dev.rollcall.mute.maintenance.WindowNotFoundException;
import dev.rollcall.mute.maintenance.WindowRequest;
import dev.rollcall.mute.maintenance.WindowView;
import dev.rollcall.page.PageAddress;
import dev.rollcall.page.check.choice.CheckChoiceStore;
import dev.rollcall.page.form.Amount;
import dev.rollcall.page.form.FormRules;
import dev.rollcall.platform.problem.InvalidRequestException;
import dev.rollcall.platform.process.PageController;
import dev.rollcall.platform.time.TimeZones;
import dev.rollcall.project.ProjectId;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Creates, changes and deletes a maintenance window. */
@PageController
@RequestMapping("/projects/{project}/settings/maintenance/")
class WindowFormController {

    private final MaintenanceWindows windows;
    private final CheckChoiceStore choices;
    private final FormRules rules;
    private final Clock clock;

    WindowFormController(MaintenanceWindows windows, CheckChoiceStore choices, FormRules rules, Clock clock) {
        this.windows = windows;
        this.choices = choices;
        this.rules = rules;
        this.clock = clock;
    }

    /** @param check the unique keys of the checks that are chosen already, as by the link on the page of a check */
    @GetMapping("new")
    ModelAndView begin(@PathVariable UUID project, @RequestParam(defaultValue = "") List<String> check, ZoneId zone) {
        return form(project, null, WindowForm.next(clock.instant(), zone, check), Map.of(), HttpStatus.OK);
    }

    @PostMapping
    ModelAndView create(@PathVariable UUID project, WindowForm form, ZoneId zone) {
        return save(project, null, form, zone, fields -> windows.create(new ProjectId(project), fields));
    }

    @GetMapping("{window}/")
    ModelAndView edit(@PathVariable UUID project, @PathVariable UUID window, ZoneId zone) {
        WindowForm form = WindowForm.of(windows.get(new ProjectId(project), window), clock.instant(), zone);
        return form(project, window, form, Map.of(), HttpStatus.OK);
    }

    @PostMapping("{window}/")
    ModelAndView change(@PathVariable UUID project, @PathVariable UUID window, WindowForm form, ZoneId zone) {
        WindowView saved = windows.get(new ProjectId(project), window);
        return save(project, saved, form, zone, fields -> windows.update(new ProjectId(project), window, fields));
    }

    /** It is not an error if the window is gone already. */
    @PostMapping("{window}/delete")
    String delete(@PathVariable UUID project, @PathVariable UUID window) {
        try {
            windows.delete(new ProjectId(project), window);
        } catch (WindowNotFoundException e) {
            // The button was pressed twice, or somebody else was faster.
        }
        return list(project, "deleted");
    }

    /** Without scripts, the button that filters the checks sends the form as well. */
    private ModelAndView save(
            UUID project, @Nullable WindowView saved, WindowForm form, ZoneId zone, Consumer<WindowRequest> save) {
        @Nullable UUID window = saved == null ? null : saved.id();
        if (form.isAgain()) {
            return form(project, window, form, Map.of(), HttpStatus.OK);
        }
        try {
            List<CheckId> checks = choices.ids(new ProjectId(project), form.keys());
            save.accept(rules.valid(form.request(zone, checks, saved)));
            return new ModelAndView(list(project, window == null ? "made" : "changed"));
        } catch (InvalidRequestException e) {
            return form(project, window, form, e.fields(), HttpStatus.BAD_REQUEST);
        } catch (TooManyWindowsException e) {
            return form(project, window, form, Map.of(), HttpStatus.CONFLICT);
        }
    }

    private ModelAndView form(
            UUID project, @Nullable UUID window, WindowForm form, Map<String, String> faults, HttpStatus status) {
        var page = new ModelAndView("page/maintenance/edit", status);
        page.addObject("project", project);
        page.addObject("window", window);
        page.addObject("form", form);
        page.addObject("faults", faults);
        page.addObject("isFull", status == HttpStatus.CONFLICT);
        page.addObject("units", List.copyOf(Amount.UNITS.keySet()));
        page.addObject("zones", TimeZones.names());
        page.addObject("choices", choices.of(new ProjectId(project), "check", "", form.keys(), form.finds()));
        return page;
    }

    private static String list(UUID project, String done) {
        return "redirect:" + PageAddress.settings(project) + "maintenance/?done=" + done;
    }
}
