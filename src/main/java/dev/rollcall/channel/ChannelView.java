package dev.rollcall.channel;

import dev.rollcall.project.ProjectId;
import java.util.Map;
import java.util.UUID;

/** A channel as the rest of this module sees it. */
public record ChannelView(
        UUID id, ProjectId project, String kind, String name, Map<String, Object> config, String signingSecret) {

    /** Without address and secret: records print themselves into logs. */
    @Override
    public String toString() {
        return "ChannelView[" + id + ", " + kind + "]";
    }
}
