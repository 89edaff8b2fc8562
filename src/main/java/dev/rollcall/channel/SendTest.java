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
 * Sends a test alert to one channel, or to each member of a group, from this process, with the code and the settings of a real alert. An operator can
 * see whether it arrives. Nothing is stored, and no check is touched.
 */
@TaskDefinition(
        name = "send-test",
        summary = "sends a test alert to a channel at once, about a check that does not exist",
        required = "channel",
        needs = StartupScope.DEFINITIONS)
class SendTest implements AdminTask {

    private static final String CHECK_NAME = "TEST: no check of yours is down";

    private static final String RESULT = "result";
    private static final String SENT = "sent";
    private static final List<String> COLUMNS = List.of("channel", "kind", "name", "status", "delivery_id", RESULT);

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
        if (channels.isGroup(channel)) {
            return sendToEach(channels.members(channel));
        }
        Map<String, String> sent = send(channel);
        TaskResult result = TaskResult.facts(sent);
        String outcome = sent.get(RESULT);
        return SENT.equals(outcome) ? result : result.butFailed("the test alert was " + outcome);
    }

    private TaskResult sendToEach(List<UUID> members) {
        List<Map<String, String>> sent = members.stream()
                .flatMap(member -> channels.find(member).stream())
                .map(this::send)
                .toList();
        TaskResult result = TaskResult.rows(
                COLUMNS,
                sent.stream()
                        .map(member -> COLUMNS.stream().map(member::get).toList())
                        .toList());
        long failed =
                sent.stream().filter(member -> !SENT.equals(member.get(RESULT))).count();
        if (sent.isEmpty()) {
            return result.butFailed("the group has no channels");
        }
        return failed == 0
                ? result
                : result.butFailed("the test alert was not sent to " + failed + " of " + sent.size() + " channels");
    }

    /** Sends a test alert. Returns a value for each of {@link #COLUMNS}. */
    private Map<String, String> send(ChannelView channel) {
        ChannelKind kind = channels.kind(channel);
        // Some channels get only recoveries.
        CheckStatus status = kind.wants(channel.config(), CheckStatus.DOWN) ? CheckStatus.DOWN : CheckStatus.UP;
        Alert alert = alert(channel, status, clock.instant());
        Map<String, String> sent = new LinkedHashMap<>();
        sent.put("channel", channel.id().toString());
        sent.put("kind", channel.kind());
        sent.put("name", channel.name());
        sent.put("status", alert.status());
        sent.put("delivery_id", alert.id().toString());
        try {
            kind.send(alert);
            sent.put(RESULT, SENT);
        } catch (DeliveryException e) {
            sent.put(RESULT, "not sent: " + e.getMessage());
        }
        return sent;
    }

    private static Alert alert(ChannelView channel, CheckStatus status, Instant now) {
        var check = new CheckId(UUID.randomUUID());
        CheckStatus before = status == CheckStatus.DOWN ? CheckStatus.UP : CheckStatus.DOWN;
        return new Alert(
                UUID.randomUUID(),
                new Flip(0, new StatusChange(check, before, status, StatusChange.Reason.USER, now)),
                check(check, channel, status, now),
                channel.id(),
                channel.name(),
                channel.config(),
                channel.signingSecret(),
                null,
                1,
                now);
    }

    private static CheckView check(CheckId id, ChannelView channel, CheckStatus status, Instant now) {
        return new CheckView(
                id,
                channel.project(),
                "test",
                id.value(),
                CheckView.Labels.of(CHECK_NAME, "test", "test", "Sent by --task=send-test."),
                new Every(Duration.ofMinutes(1)),
                Duration.ofMinutes(1),
                PingPolicy.DEFAULT,
                new CheckState(status, 0, now, null, null, null),
                List.of(channel.id()));
    }
}
