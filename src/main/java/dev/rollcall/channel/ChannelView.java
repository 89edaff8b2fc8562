package dev.rollcall.channel;

import dev.rollcall.project.ProjectId;
import java.util.Map;
import java.util.UUID;

/** A channel outside its entity, with its settings and its secret. */
public record ChannelView(
        UUID id, ProjectId project, String kind, String name, Map<String, Object> config, String signingSecret) {

    /** Without address and secret, because records may end up in logs. */
    @Override
    public String toString() {
        return "ChannelView[" + id + ", " + kind + "]";
    }
}
