package dev.rollcall.page.channel;

import dev.rollcall.platform.process.PageController;
import dev.rollcall.project.ProjectId;
import java.util.List;
import java.util.UUID;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The channels of a project. Those that fail come first. */
@PageController
class ChannelListController {

    private static final int PAGE_CHANNELS = 100;
    private static final int MAX_PAGE = 10_000;

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
        int shown = Math.min(Math.max(page, 1), MAX_PAGE);
        List<ListedChannel> found = channels.of(new ProjectId(project), (shown - 1) * PAGE_CHANNELS, PAGE_CHANNELS + 1);
        List<ListedChannel> listed = found.subList(0, Math.min(PAGE_CHANNELS, found.size()));
        model.addAttribute("project", project);
        model.addAttribute("address", "/projects/" + project + "/channels/");
        model.addAttribute("channels", listed);
        model.addAttribute(
                "failing", listed.stream().filter(ListedChannel::isFailing).count());
        model.addAttribute("page", shown);
        model.addAttribute("hasMore", found.size() > PAGE_CHANNELS);
        model.addAttribute("deleted", deleted);
        return "page/channel/list";
    }
}
