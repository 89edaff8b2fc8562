package dev.rollcall.channel;

import dev.rollcall.admin.AdminTask;
import dev.rollcall.admin.TaskDefinition;
import dev.rollcall.admin.TaskOptions;
import dev.rollcall.admin.TaskResult;
import dev.rollcall.admin.WrongUsageException;
import dev.rollcall.check.CheckView;
import dev.rollcall.check.schedule.Every;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.check.state.CheckState;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.PingPolicy;
import dev.rollcall.check.state.StatusChange;
import dev.rollcall.flip.Flip;
import dev.rollcall.platform.process.StartupScope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Tells one channel at once, by the code and the settings that an alert would take, from this very process: an operator
 * learns whether it arrives before it matters. Nothing is stored, and no check is touched.
 */
@TaskDefinition(
        name = "send-test",
        summary = "tells a channel at once, of a check that does not exist and is named so",
        required = "channel",
        needs = StartupScope.DEFINITIONS)
class SendTest implements AdminTask {

    private static final String NAME = "TEST: no check of yours is down";

    private final Channels channels;
    private final Clock clock;

    SendTest(Channels channels, Clock clock) {
        this.channels = channels;
        this.clock = clock;
    }

    @Override
    public TaskResult run(TaskOptions options) {
        UUID id = options.requiredId("channel");
        ChannelView channel =
                channels.find(id).orElseThrow(() -> new WrongUsageException("--channel names no channel: " + id));
        ChannelKind kind = channels.kind(channel);
        // Some channels are told of recoveries only.
        CheckStatus status = kind.tells(channel.config(), CheckStatus.DOWN) ? CheckStatus.DOWN : CheckStatus.UP;
        Alert alert = alert(channel, status, clock.instant());
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("channel", id.toString());
        result.put("kind", channel.kind());
        result.put("name", channel.name());
        result.put("status", alert.status());
        result.put("delivery_id", alert.id().toString());
        try {
            kind.send(alert);
        } catch (DeliveryException e) {
            result.put("result", "not told: " + e.getMessage());
            return TaskResult.facts(result).butFailed("the channel was not told: " + e.getMessage());
        }
        result.put("result", "told");
        return TaskResult.facts(result);
    }

    private static Alert alert(ChannelView channel, CheckStatus status, Instant now) {
        var check = new CheckId(UUID.randomUUID());
        CheckStatus before = status == CheckStatus.DOWN ? CheckStatus.UP : CheckStatus.DOWN;
        return new Alert(
                UUID.randomUUID(),
                new Flip(0, new StatusChange(check, before, status, StatusChange.Reason.USER, now)),
                check(check, channel, status, now),
                channel.name(),
                channel.config(),
                channel.signingSecret(),
                null,
                now);
    }

    private static CheckView check(CheckId id, ChannelView channel, CheckStatus status, Instant now) {
        return new CheckView(
                id,
                channel.project(),
                "test",
                id.value(),
                CheckView.Labels.of(NAME, "test", "test", "Sent by --task=send-test."),
                new Every(Duration.ofMinutes(1)),
                Duration.ofMinutes(1),
                PingPolicy.DEFAULT,
                new CheckState(status, 0, now, null, null, null),
                List.of(channel.id()));
    }
}
