package dev.rollcall.page.check.edit;

import dev.rollcall.check.CheckView;
import dev.rollcall.check.Checks;
import dev.rollcall.check.limit.CheckLimitReachedException;
import dev.rollcall.page.PageAddress;
import dev.rollcall.platform.api.ContractVersion;
import dev.rollcall.platform.problem.InvalidRequestException;
import dev.rollcall.platform.process.PageController;
import dev.rollcall.project.ProjectId;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Creates and changes a check. */
@PageController
@RequestMapping("/projects/{project}/checks/")
class EditController {

    private final Checks checks;
    private final FormFields forms;
    private final EditPage page;

    EditController(Checks checks, FormFields forms, EditPage page) {
        this.checks = checks;
        this.forms = forms;
        this.page = page;
    }

    @GetMapping("new")
    String begin(@PathVariable UUID project, ZoneId zone, Locale language, Model model) {
        return page.show(new ProjectId(project), null, CheckForm.daily(zone.getId()), Map.of(), language, model);
    }

    /**
     * Creates a check.
     *
     * @param again sent by the buttons that do not save: shows the form as entered, with other checks to choose
     *     from
     */
    @PostMapping
    String create(
            @PathVariable UUID project,
            @RequestParam(required = false) @Nullable String again,
            CheckForm form,
            Locale language,
            Model model,
            HttpServletResponse response) {
        var id = new ProjectId(project);
        if (again != null) {
            return page.show(id, null, form, Map.of(), language, model);
        }
        try {
            return page(checks.create(id, forms.readNew(id, form)));
        } catch (InvalidRequestException e) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            return page.show(id, null, form, FormFields.byFormField(e.fields()), language, model);
        } catch (CheckLimitReachedException e) {
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
            model.addAttribute("isFull", true);
            return page.show(id, null, form, Map.of(), language, model);
        }
    }

    @GetMapping("{key:[0-9a-f]+}/edit")
    String edit(@PathVariable UUID project, @PathVariable String key, ZoneId zone, Locale language, Model model) {
        CheckView check = checks.named(new ProjectId(project), key);
        return page.show(check.project(), check, CheckForm.of(check, zone.getId()), Map.of(), language, model);
    }

    /**
     * Changes a check.
     *
     * @param again sent by the buttons that do not save: shows the form as entered, with other checks to choose
     *     from, and what the check would have reported
     * @param useGrace seconds that replace the grace time of the form
     */
    @PostMapping("{key:[0-9a-f]+}/edit")
    String change(
            @PathVariable UUID project,
            @PathVariable String key,
            @RequestParam(required = false) @Nullable String again,
            @RequestParam(required = false) @Nullable Long useGrace,
            CheckForm form,
            Locale language,
            Model model,
            HttpServletResponse response) {
        CheckView check = checks.named(new ProjectId(project), key);
        if (again != null) {
            return showAgain(check, form, useGrace, language, model);
        }
        try {
            return page(
                    checks.update(check.project(), check.id(), forms.read(check.project(), form), ContractVersion.V3));
        } catch (InvalidRequestException e) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            return page.show(check.project(), check, form, FormFields.byFormField(e.fields()), language, model);
        }
    }

    /** The next runs of a form that a person is filling in. */
    @GetMapping("next-runs")
    String nextRuns(CheckForm form, Locale language, Model model) {
        return page.showRuns(form, language, model);
    }

    private String showAgain(CheckView check, CheckForm form, @Nullable Long useGrace, Locale language, Model model) {
        model.addAttribute("usesGrace", useGrace != null);
        CheckForm shown = useGrace == null ? form : form.withGrace(Duration.ofSeconds(Math.max(1, useGrace)));
        return page.show(check.project(), check, shown, Map.of(), language, model);
    }

    private static String page(CheckView check) {
        return "redirect:" + PageAddress.check(check.project(), check.uniqueKey());
    }
}
