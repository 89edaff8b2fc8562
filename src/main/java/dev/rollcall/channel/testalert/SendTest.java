package dev.rollcall.channel.testalert;

import dev.rollcall.admin.AdminTask;
import dev.rollcall.admin.TaskDefinition;
import dev.rollcall.admin.TaskOptions;
import dev.rollcall.admin.TaskResult;
import dev.rollcall.admin.WrongUsageException;
import dev.rollcall.channel.ChannelView;
import dev.rollcall.channel.Channels;
import dev.rollcall.platform.process.StartupScope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Sends a test alert to one channel, or to each member of a group. An operator can see whether it arrives. */
@TaskDefinition(
        name = "send-test",
        summary = "sends a test alert to a channel at once, about a check that does not exist",
        required = "channel",
        needs = StartupScope.ENTITIES)
class SendTest implements AdminTask {

    private static final String RESULT = "result";
    private static final String SENT = "sent";
    private static final List<String> COLUMNS = List.of("channel", "kind", "name", "status", "delivery_id", RESULT);

    private final Channels channels;
    private final TestAlerts alerts;

    SendTest(Channels channels, TestAlerts alerts) {
        this.channels = channels;
        this.alerts = alerts;
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
        TestResult sent = alerts.send(channel);
        Map<String, String> values = new LinkedHashMap<>();
        values.put("channel", channel.id().toString());
        values.put("kind", channel.kind());
        values.put("name", channel.name());
        values.put("status", sent.status());
        values.put("delivery_id", sent.delivery().toString());
        values.put(RESULT, sent.isSent() ? SENT : "not sent: " + sent.error());
        return values;
    }
}
