package dev.rollcall.page.channel;

import dev.rollcall.channel.ChannelChecks;
import dev.rollcall.channel.ChannelNotFoundException;
import dev.rollcall.channel.ChannelView;
import dev.rollcall.channel.Channels;
import dev.rollcall.channel.subscription.Subscriptions;
import dev.rollcall.channel.testalert.TestAlerts;
import dev.rollcall.channel.testalert.TestResult;
import dev.rollcall.page.PageAddress;
import dev.rollcall.page.check.choice.CheckChoiceStore;
import dev.rollcall.platform.process.PageController;
import dev.rollcall.project.ProjectId;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What the buttons on the page of a channel do. Each answers with a redirect. */
@PageController
@RequestMapping("/projects/{project}/channels/{channel}/")
class ChannelActionController {

    private final Channels channels;
    private final ChannelChecks uses;
    private final CheckChoiceStore checks;
    private final Subscriptions subscriptions;
    private final TestAlerts tests;

    ChannelActionController(
            Channels channels,
            ChannelChecks uses,
            CheckChoiceStore checks,
            Subscriptions subscriptions,
            TestAlerts tests) {
        this.channels = channels;
        this.uses = uses;
        this.checks = checks;
        this.subscriptions = subscriptions;
        this.tests = tests;
    }

    /** Waits for the answer of the receiver, which the page then shows once. A group is not tested: its members are. */
    @PostMapping("test")
    String test(@PathVariable UUID project, @PathVariable UUID channel, RedirectAttributes next) {
        ChannelView view = find(project, channel);
        if (!channels.isGroup(view)) {
            TestResult result = tests.send(view);
            // Only types of the JDK, because another release may read the session.
            next.addFlashAttribute("tested", true);
            next.addFlashAttribute("testError", result.error());
            next.addFlashAttribute("testMillis", result.took().toMillis());
        }
        return page(view);
    }

    @PostMapping("resubscribe")
    String resubscribe(@PathVariable UUID project, @PathVariable UUID channel) {
        ChannelView view = find(project, channel);
        subscriptions.resubscribe(view.id());
        return page(view);
    }

    /**
     * Chooses which of the checks on the form use the channel.
     *
     * @param shown the keys of all checks of the form
     * @param check the keys of the chosen checks
     */
    @PostMapping("checks")
    String choose(
            @PathVariable UUID project,
            @PathVariable UUID channel,
            @RequestParam(defaultValue = "") Set<String> shown,
            @RequestParam(defaultValue = "") Set<String> check) {
        ChannelView view = find(project, channel);
        Set<String> others = new HashSet<>(shown);
        others.removeAll(check);
        uses.choose(view, checks.ids(view.project(), check), checks.ids(view.project(), others));
        return page(view) + "#checks";
    }

    @PostMapping("checks/all")
    String chooseAll(@PathVariable UUID project, @PathVariable UUID channel) {
        ChannelView view = find(project, channel);
        uses.chooseAll(view);
        return page(view) + "#checks";
    }

    /** Deletes the channel if its name was typed. It is not an error if the channel is gone already. */
    @PostMapping("delete")
    String delete(
            @PathVariable UUID project, @PathVariable UUID channel, @RequestParam(defaultValue = "") String name) {
        try {
            ChannelView view = find(project, channel);
            if (!name.strip().equals(view.name().strip())) {
                return page(view) + "?wrongName=true";
            }
            channels.delete(view.project(), view.id());
        } catch (ChannelNotFoundException e) {
            // The button was pressed twice, or somebody else was faster.
        }
        return "redirect:" + PageAddress.channels(project) + "?deleted=true";
    }

    private ChannelView find(UUID project, UUID channel) {
        return channels.get(new ProjectId(project), channel);
    }

    private static String page(ChannelView channel) {
        return "redirect:" + PageAddress.channel(channel.project().value(), channel.id());
    }
}
