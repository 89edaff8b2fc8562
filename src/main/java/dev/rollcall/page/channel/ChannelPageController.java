package dev.rollcall.page.channel;

import dev.rollcall.channel.ChannelView;
import dev.rollcall.channel.Channels;
import dev.rollcall.page.PageAddress;
import dev.rollcall.page.channel.edit.ShownSettings;
import dev.rollcall.page.channel.log.ChannelLog;
import dev.rollcall.page.check.choice.CheckChoice;
import dev.rollcall.platform.database.SqlText;
import dev.rollcall.platform.page.NumberedPage;
import dev.rollcall.platform.process.PageController;
import dev.rollcall.project.ProjectId;
import java.util.UUID;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** One channel: whether it works, its settings, the checks that use it, and its latest deliveries. */
@PageController
class ChannelPageController {

    private static final int PAGE_CHECKS = 50;

    private final Channels channels;
    private final ListedChannelStore listed;
    private final ChoosableCheckStore checks;
    private final ShownSettings settings;
    private final ChannelLog log;

    ChannelPageController(
            Channels channels,
            ListedChannelStore listed,
            ChoosableCheckStore checks,
            ShownSettings settings,
            ChannelLog log) {
        this.channels = channels;
        this.listed = listed;
        this.checks = checks;
        this.settings = settings;
        this.log = log;
    }

    /** @param q a text that the names of the offered checks must contain */
    @GetMapping("/projects/{project}/channels/{channel}/")
    String show(
            @PathVariable UUID project,
            @PathVariable UUID channel,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(defaultValue = "false") boolean wrongName,
            Model model) {
        var id = new ProjectId(project);
        ChannelView view = channels.get(id, channel);
        String text = SqlText.storable(q).strip();
        NumberedPage<CheckChoice> shown =
                NumberedPage.read(page, PAGE_CHECKS, (offset, limit) -> checks.find(id, channel, text, offset, limit));
        model.addAttribute("project", project);
        model.addAttribute("list", PageAddress.channels(project));
        model.addAttribute("address", PageAddress.channel(project, channel));
        model.addAttribute("channel", listed.find(id, channel).orElseThrow());
        model.addAttribute("isGroup", channels.isGroup(view));
        model.addAttribute("settings", settings.of(view));
        model.addAttribute("checks", shown.items());
        model.addAttribute("hasMore", shown.hasNext());
        model.addAttribute("q", text);
        model.addAttribute("page", shown.number());
        model.addAttribute("deliveries", log.latest(channel));
        model.addAttribute("wrongName", wrongName);
        return "page/channel/channel";
    }
}
