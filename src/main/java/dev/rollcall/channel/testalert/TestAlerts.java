package dev.rollcall.channel.testalert;

import dev.rollcall.channel.Alert;
import dev.rollcall.channel.ChannelKind;
import dev.rollcall.channel.ChannelView;
import dev.rollcall.channel.Channels;
import dev.rollcall.channel.DeliveryException;
import dev.rollcall.check.CheckView;
import dev.rollcall.check.schedule.Every;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.check.state.CheckState;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.PingPolicy;
import dev.rollcall.check.state.StatusChange;
import dev.rollcall.flip.Flip;
import dev.rollcall.platform.limit.ClientShares;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Sends test alerts from this process, with the code and the settings of a real alert. No check changes, and only the
 * audit log records the test.
 */
@Service
public class TestAlerts {

    /** A slow receiver must not use up the threads that pings need. */
    private static final int AT_THE_SAME_TIME = 8;

    /** One project, whose receivers are slow, must leave places to the others. */
    static final int OF_ONE_PROJECT = AT_THE_SAME_TIME / 2;

    private static final String UNDER_WAY = "other tests are under way, try again";

    private static final String CHECK_NAME = "TEST: no check of yours is down";

    private final Channels channels;
    private final RecordedTests recorded;
    private final Clock clock;
    private final Semaphore room = new Semaphore(AT_THE_SAME_TIME);
    private final ClientShares shares = new ClientShares();

    TestAlerts(Channels channels, RecordedTests recorded, Clock clock) {
        this.channels = channels;
        this.recorded = recorded;
        this.clock = clock;
    }

    /** Sends a test alert to a channel other than a group, and waits for the answer of its receiver. */
    public TestResult send(ChannelView channel) {
        ChannelKind kind = channels.kind(channel);
        // Some channels are sent only recoveries.
        CheckStatus status = kind.wants(channel.config(), CheckStatus.DOWN) ? CheckStatus.DOWN : CheckStatus.UP;
        Alert alert = alert(channel, status, clock.instant());
        @Nullable String error = inShare(channel.project().toString(), () -> recorded(channel, kind, alert));
        Duration took = Duration.between(alert.now(), clock.instant());
        return new TestResult(channel, alert.id(), alert.status(), error, took);
    }

    private @Nullable String inShare(String project, Supplier<@Nullable String> attempt) {
        try {
            return shares.add(project) <= OF_ONE_PROJECT ? inRoom(attempt) : UNDER_WAY;
        } finally {
            shares.remove(project);
        }
    }

    private @Nullable String inRoom(Supplier<@Nullable String> attempt) {
        if (!room.tryAcquire()) {
            return UNDER_WAY;
        }
        try {
            return attempt.get();
        } finally {
            room.release();
        }
    }

    /** Records only what was sent: a test that finds no place reaches no receiver. */
    private @Nullable String recorded(ChannelView channel, ChannelKind kind, Alert alert) {
        @Nullable String error = attempt(kind, alert);
        recorded.record(channel);
        return error;
    }

    private static @Nullable String attempt(ChannelKind kind, Alert alert) {
        try {
            kind.send(alert);
            return null;
        } catch (DeliveryException e) {
            return e.getMessage();
        }
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
                CheckView.Labels.of(CHECK_NAME, "test", "test", "A test of this channel."),
                new Every(Duration.ofMinutes(1)),
                Duration.ofMinutes(1),
                PingPolicy.DEFAULT,
                new CheckState(status, 0, now, null, null, null),
                List.of(channel.id()));
    }
}
