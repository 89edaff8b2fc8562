package dev.rollcall.channel;

import dev.rollcall.project.ProjectId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Finds our counterpart of a channel in another deploy: the channel of the same kind and name. */
@Component
public class ChannelLookup {

    private final Channels channels;

    ChannelLookup(Channels channels) {
        this.channels = channels;
    }

    /** The channel of this kind and name; empty when there is none, or more than one. */
    public Optional<UUID> find(ProjectId project, String kind, String name) {
        List<UUID> found = channels.list(project).stream()
                .filter(channel -> channel.kind().equals(kind) && channel.name().equals(name))
                .map(ChannelView::id)
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }
}
