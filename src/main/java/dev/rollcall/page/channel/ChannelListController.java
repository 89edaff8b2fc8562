package dev.rollcall.page.channel;

import dev.rollcall.page.PageAddress;
import dev.rollcall.platform.page.NumberedPage;
import dev.rollcall.platform.process.PageController;
import dev.rollcall.project.ProjectId;
import java.util.UUID;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The channels of a project. Those that fail come first. */
@PageController
class ChannelListController {

    private static final int PAGE_CHANNELS = 100;

    private final ListedChannelStore channels;

    ChannelListController(ListedChannelStore channels) {
        this.channels = channels;
    }

    @GetMapping("/projects/{project}/channels/")
    String show(
            @PathVariable UUID project,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(defaultValue = "false") boolean deleted,
            Model model) {
        NumberedPage<ListedChannel> shown = NumberedPage.read(
                page, PAGE_CHANNELS, (offset, limit) -> channels.of(new ProjectId(project), offset, limit));
        model.addAttribute("project", project);
        model.addAttribute("address", PageAddress.channels(project));
        model.addAttribute("channels", shown.items());
        model.addAttribute(
                "failing",
                shown.items().stream().filter(ListedChannel::isFailing).count());
        model.addAttribute("page", shown.number());
        model.addAttribute("hasMore", shown.hasNext());
        model.addAttribute("deleted", deleted);
        return "page/channel/list";
    }
}
