package dev.rollcall.page.check.edit;

import dev.rollcall.check.CheckView;
import dev.rollcall.page.PageAddress;
import dev.rollcall.page.channel.ChannelOptionStore;
import dev.rollcall.page.check.choice.CheckChoiceStore;
import dev.rollcall.page.form.Amount;
import dev.rollcall.page.schedule.ScheduleWords;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.platform.time.TimeZones;
import dev.rollcall.project.ProjectId;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** The page with the form of a check: what the form offers, and what its fields would mean. */
@Component
@WebProcess
class EditPage {

    private final CheckChoiceStore choices;
    private final ChannelOptionStore channels;
    private final WhatIfPanels whatIfs;
    private final ScheduleWords words;
    private final Clock clock;

    EditPage(
            CheckChoiceStore choices,
            ChannelOptionStore channels,
            WhatIfPanels whatIfs,
            ScheduleWords words,
            Clock clock) {
        this.choices = choices;
        this.channels = channels;
        this.whatIfs = whatIfs;
        this.words = words;
        this.clock = clock;
    }

    /**
     * Shows a form with its present contents.
     *
     * @param check the check that the form changes; null for a new one
     * @param faults by the names of the fields
     */
    String show(
            ProjectId project,
            @Nullable CheckView check,
            CheckForm form,
            Map<String, String> faults,
            Locale language,
            Model model) {
        model.addAttribute("project", project.value());
        model.addAttribute("list", PageAddress.checks(project));
        model.addAttribute("check", check);
        model.addAttribute("form", form);
        model.addAttribute("faults", faults);
        model.addAttribute("units", List.copyOf(Amount.UNITS.keySet()));
        model.addAttribute("zones", TimeZones.names());
        model.addAttribute("channels", channels.of(project));
        String self = check == null ? "" : check.uniqueKey();
        model.addAttribute("choices", choices.of(project, "parent", self, form.parentKeys(), form.finds()));
        if (check != null) {
            model.addAttribute("whatIf", whatIfs.of(check, form).orElse(null));
        }
        addRuns(form, language, model);
        return "page/check/edit";
    }

    /** Shows only the next runs, while a person fills in the form. */
    String showRuns(CheckForm form, Locale language, Model model) {
        addRuns(form, language, model);
        return "page/check/edit :: runs";
    }

    private void addRuns(CheckForm form, Locale language, Model model) {
        NextRuns runs = NextRuns.of(form, clock.instant());
        model.addAttribute("runs", runs);
        model.addAttribute("schedule", runs.isReadable() ? words.of(runs.schedule(), language) : "");
    }
}
