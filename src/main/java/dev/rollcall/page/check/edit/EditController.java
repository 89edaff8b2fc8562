package dev.rollcall.page.check.edit;

import dev.rollcall.check.CheckView;
import dev.rollcall.check.Checks;
import dev.rollcall.page.channel.ChannelOption;
import dev.rollcall.page.channel.ChannelOptionStore;
import dev.rollcall.page.schedule.ScheduleWords;
import dev.rollcall.platform.api.ContractVersion;
import dev.rollcall.platform.problem.InvalidRequestException;
import dev.rollcall.platform.process.PageController;
import dev.rollcall.platform.time.TimeZones;
import dev.rollcall.project.ProjectId;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** Makes and changes a check. */
@PageController
@RequestMapping("/projects/{project}/checks/")
class EditController {

    private final Checks checks;
    private final FormFields forms;
    private final ChannelOptionStore channels;
    private final ScheduleWords words;
    private final Clock clock;

    EditController(Checks checks, FormFields forms, ChannelOptionStore channels, ScheduleWords words, Clock clock) {
        this.checks = checks;
        this.forms = forms;
        this.channels = channels;
        this.words = words;
        this.clock = clock;
    }

    @GetMapping("new")
    String begin(@PathVariable UUID project, ZoneId zone, Locale language, Model model) {
        List<UUID> all = channels.of(new ProjectId(project)).stream()
                .map(ChannelOption::id)
                .toList();
        return form(project, CheckForm.daily(zone.getId(), all), Map.of(), language, model);
    }

    @PostMapping
    String create(
            @PathVariable UUID project, CheckForm form, Locale language, Model model, HttpServletResponse response) {
        var id = new ProjectId(project);
        return save(project, form, language, model, response, fields -> checks.create(id, forms.readNew(fields)));
    }

    @GetMapping("{key:[0-9a-f]+}/edit")
    String edit(@PathVariable UUID project, @PathVariable String key, ZoneId zone, Locale language, Model model) {
        CheckView check = checks.named(new ProjectId(project), key);
        model.addAttribute("check", check);
        return form(project, CheckForm.of(check, zone.getId()), Map.of(), language, model);
    }

    @PostMapping("{key:[0-9a-f]+}/edit")
    String change(
            @PathVariable UUID project,
            @PathVariable String key,
            CheckForm form,
            Locale language,
            Model model,
            HttpServletResponse response) {
        CheckView check = checks.named(new ProjectId(project), key);
        model.addAttribute("check", check);
        return save(
                project,
                form,
                language,
                model,
                response,
                fields -> checks.update(check.project(), check.id(), forms.read(fields), ContractVersion.V3));
    }

    /** The next runs of a form that is being written. */
    @GetMapping("next-runs")
    String nextRuns(CheckForm form, Locale language, Model model) {
        addRuns(form, language, model);
        return "page/check/edit :: runs";
    }

    private String save(
            UUID project,
            CheckForm form,
            Locale language,
            Model model,
            HttpServletResponse response,
            Function<CheckForm, CheckView> save) {
        try {
            CheckView saved = save.apply(form);
            return "redirect:/projects/" + project + "/checks/" + saved.uniqueKey() + "/";
        } catch (InvalidRequestException e) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            return form(project, form, FormFields.byFormField(e.fields()), language, model);
        }
    }

    private String form(UUID project, CheckForm form, Map<String, String> faults, Locale language, Model model) {
        model.addAttribute("project", project);
        model.addAttribute("list", "/projects/" + project + "/checks/");
        model.addAttribute("form", form);
        model.addAttribute("faults", faults);
        model.addAttribute("units", List.copyOf(Amount.UNITS.keySet()));
        model.addAttribute("zones", TimeZones.names().stream().sorted().toList());
        model.addAttribute("channels", channels.of(new ProjectId(project)));
        addRuns(form, language, model);
        return "page/check/edit";
    }

    private void addRuns(CheckForm form, Locale language, Model model) {
        NextRuns runs = NextRuns.of(form, clock.instant());
        model.addAttribute("runs", runs);
        model.addAttribute("schedule", runs.isReadable() ? words.of(runs.schedule(), language) : "");
    }
}
