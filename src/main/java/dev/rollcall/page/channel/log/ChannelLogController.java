package dev.rollcall.page.channel.log;

import dev.rollcall.channel.ChannelView;
import dev.rollcall.channel.Channels;
import dev.rollcall.page.PageAddress;
import dev.rollcall.platform.api.CursorRequest;
import dev.rollcall.platform.api.CursorRequest.CursorPage;
import dev.rollcall.platform.process.PageController;
import dev.rollcall.project.ProjectId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The log of a channel's deliveries. */
@PageController
class ChannelLogController {

    private final Channels channels;
    private final ChannelLog log;

    ChannelLogController(Channels channels, ChannelLog log) {
        this.channels = channels;
        this.log = log;
    }

    /**
     * Shows a page of the log.
     *
     * @param state one state, or empty for all
     * @param cursor where the previous page ended
     */
    @GetMapping("/projects/{project}/channels/{channel}/deliveries/")
    String show(
            @PathVariable UUID project,
            @PathVariable UUID channel,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        ChannelView view = channels.get(new ProjectId(project), channel);
        Optional<DeliveryState> only = DeliveryState.find(state);
        CursorPage<ChannelLogEntry> page = log.page(channel, only, CursorRequest.DEFAULT_LIMIT, cursor);
        model.addAttribute("project", project);
        model.addAttribute("address", PageAddress.channel(project, channel));
        model.addAttribute("channel", view);
        model.addAttribute("states", List.of(DeliveryState.values()));
        model.addAttribute("state", only.map(DeliveryState::label).orElse(""));
        model.addAttribute("deliveries", page.items());
        model.addAttribute("next", page.next());
        return "page/channel/deliveries";
    }
}
