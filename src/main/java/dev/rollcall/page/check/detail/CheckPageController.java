package dev.rollcall.page.check.detail;

import dev.rollcall.account.ProjectRole;
import dev.rollcall.check.CheckView;
import dev.rollcall.check.Checks;
import dev.rollcall.mute.Mute;
import dev.rollcall.mute.Mutes;
import dev.rollcall.page.PageAddress;
import dev.rollcall.page.channel.ChannelOptionStore;
import dev.rollcall.page.check.ExpectedPing;
import dev.rollcall.page.check.Lamp;
import dev.rollcall.page.maintenance.PlannedWindows;
import dev.rollcall.page.schedule.ScheduleWords;
import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.process.PageController;
import dev.rollcall.project.ProjectId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** One check: its status, its history, and how to ping it. */
@PageController
class CheckPageController {

    /** How long a check may be snoozed with one click. */
    private static final List<Duration> SNOOZES =
            List.of(Duration.ofHours(1), Duration.ofHours(4), Duration.ofDays(1), Duration.ofDays(7));

    private final Checks checks;
    private final Histories histories;
    private final ChannelOptionStore channels;
    private final Relatives relatives;
    private final Mutes mutes;
    private final PlannedWindows planned;
    private final ScheduleWords words;
    private final Snippets snippets;
    private final Site site;
    private final Clock clock;

    CheckPageController(
            Checks checks,
            Histories histories,
            ChannelOptionStore channels,
            Relatives relatives,
            Mutes mutes,
            PlannedWindows planned,
            ScheduleWords words,
            Snippets snippets,
            Site site,
            Clock clock) {
        this.checks = checks;
        this.histories = histories;
        this.channels = channels;
        this.relatives = relatives;
        this.mutes = mutes;
        this.planned = planned;
        this.words = words;
        this.snippets = snippets;
        this.site = site;
        this.clock = clock;
    }

    @GetMapping("/projects/{project}/checks/{key:[0-9a-f]+}/")
    String show(
            @PathVariable UUID project,
            @PathVariable String key,
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before,
            @RequestParam(defaultValue = "false") boolean wrongName,
            @RequestAttribute ProjectRole role,
            Locale language,
            ZoneId zone,
            Model model) {
        var id = new ProjectId(project);
        CheckView check = checks.named(id, key);
        Instant now = clock.instant();
        History history = histories.of(check.id(), before, zone);
        model.addAttribute("project", project);
        model.addAttribute("list", PageAddress.checks(project));
        model.addAttribute("address", PageAddress.check(project, key));
        model.addAttribute("check", check);
        Lamp lamp = Lamp.of(check, now);
        Instant expectedAt = ExpectedPing.of(check);
        List<Mute> mutedBy = mutes.of(check.id(), now);
        model.addAttribute("lamp", lamp);
        model.addAttribute("since", history.since(lamp, expectedAt));
        model.addAttribute("schedule", words.of(check.schedule(), language));
        model.addAttribute("isUnscheduled", check.scheduleProblemAt(now) != null);
        model.addAttribute("expectedAt", expectedAt);
        model.addAttribute("mute", mutedBy.stream().reduce(Mute::later).orElse(null));
        model.addAttribute("isSnoozed", mutedBy.stream().anyMatch(mute -> mute.reason() == Mute.Reason.SNOOZE));
        model.addAttribute("planned", planned.of(check, now, language));
        model.addAttribute("history", history);
        model.addAttribute("family", relatives.of(check));
        boolean mayChange = role.includes(ProjectRole.MEMBER);
        model.addAttribute("mayChange", mayChange);
        if (mayChange) {
            String pingUrl = site.url("/ping/" + check.id());
            model.addAttribute("pingUrl", pingUrl);
            model.addAttribute("snippets", snippets.of(pingUrl));
            model.addAttribute("snoozes", SNOOZES);
            model.addAttribute(
                    "channels",
                    channels.of(id).stream()
                            .filter(channel -> check.channels().contains(channel.id()))
                            .toList());
            model.addAttribute("wrongName", wrongName);
        }
        return "page/check/check";
    }
}
