package dev.rollcall.channel;

import dev.rollcall.channel.field.NoiseFields;
import dev.rollcall.project.ProjectId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** A channel outside its entity, with its settings and its secret. */
public record ChannelView(
        UUID id, ProjectId project, String kind, String name, Map<String, Object> config, String signingSecret) {

    /** How long a check must be down before this channel is told; empty if it is told at once. */
    public Optional<Duration> escalateAfter() {
        return NoiseFields.escalateAfter(config);
    }

    /** How many changes of a check in an hour this channel gets one by one; empty if it gets all. */
    public OptionalInt flapLimit() {
        return NoiseFields.flapLimit(config);
    }

    /** How long a check must stay as it is until it no longer flaps for this channel. */
    public Duration flapQuiet() {
        return NoiseFields.flapQuiet(config);
    }

    /** Without address and secret, because records may end up in logs. */
    @Override
    public String toString() {
        return "ChannelView[" + id + ", " + kind + "]";
    }
}
