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

    /** Whether this channel is told again that a check is still down. */
    public boolean hasReminders() {
        return NoiseFields.hasReminders(config);
    }

    /** How long a check must be down before this channel gets an alert; empty if it gets one at once. */
    public Optional<Duration> escalateAfter() {
        return NoiseFields.escalateAfter(config);
    }

    /** How many changes of a check in an hour this channel gets one by one; empty if it gets all. */
    public OptionalInt flapLimit() {
        return NoiseFields.flapLimit(config);
    }

    /** How long a check must keep its status until it no longer counts as flapping for this channel. */
    public Duration flapQuiet() {
        return NoiseFields.flapQuiet(config);
    }

    /** Without address and secret, because a record may end up in a log. */
    @Override
    public String toString() {
        return "ChannelView[" + id + ", " + kind + "]";
    }
}
