package dev.rollcall.channel;

import dev.rollcall.check.CheckView;
import dev.rollcall.check.schedule.Every;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.check.state.CheckState;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.PingPolicy;
import dev.rollcall.check.state.RunPolicy;
import dev.rollcall.check.state.StatusChange;
import dev.rollcall.flip.Flip;
import dev.rollcall.project.ProjectId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sample alerts about one check. */
public final class SampleAlert {

    public static final UUID ID = new UUID(0, 3);
    public static final CheckId CHECK = new CheckId(new UUID(0, 1));
    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    /** As the published API makes it: the SHA-1 of the id. */
    public static final String UNIQUE_KEY = "5f3c8e3e0a5b1d7a2b7e6c1d9f0a4b8c2d6e0f1a";

    public static final String SIGNING_SECRET = "whsec_cm9sbGNhbGw=";

    public static final UUID CHANNEL = new UUID(0, 4);

    private SampleAlert() {}

    /** The alert that a check of this name is down, with this text as the body of its last ping. */
    public static Alert down(Map<String, Object> config, String checkName, String said) {
        return failed(config, checkName, StatusChange.Reason.FAIL, CheckState.NEW.failed(NOW, null), said);
    }

    /** The alert that a check is down for this reason. */
    public static Alert down(Map<String, Object> config, StatusChange.Reason reason, CheckState state) {
        return failed(config, "backup", reason, state, "");
    }

    /** The alert that a check of this name is up again. */
    public static Alert up(Map<String, Object> config, String checkName) {
        var change = new StatusChange(CHECK, CheckStatus.DOWN, CheckStatus.UP, StatusChange.Reason.PING, NOW);
        return alert(config, checkName, change, CheckState.NEW.succeeded(NOW, null), null);
    }

    /** The alert that a check that was up has this status, for this reason. */
    public static Alert of(Map<String, Object> config, CheckStatus to, StatusChange.Reason reason) {
        var change = new StatusChange(CHECK, CheckStatus.UP, to, reason, NOW);
        return alert(config, "backup", change, CheckState.NEW.succeeded(NOW, null), null);
    }

    /** The same alert, as the last one until the check is quiet. */
    public static Alert flapping(Alert alert) {
        return with(alert, alert.check(), alert.changes(), true, 0, alert.now());
    }

    /** The same alert, in place of earlier ones that could not be sent. */
    public static Alert standingFor(int changes, Alert alert) {
        return with(alert, alert.check(), changes, false, 0, alert.now());
    }

    /** The n-th reminder of the same change, sent so long after it. */
    public static Alert reminder(int number, Duration later, Alert alert) {
        return with(
                alert,
                alert.check(),
                alert.changes(),
                alert.isFlapping(),
                number,
                alert.now().plus(later));
    }

    /** The same alert, for a check that expects this of its runs. */
    public static Alert expecting(RunPolicy runs, Alert alert) {
        CheckView check = alert.check();
        var expecting = new CheckView(
                check.id(),
                check.project(),
                check.uniqueKey(),
                check.badgeKey(),
                check.labels(),
                check.schedule(),
                check.grace(),
                check.policy().with(runs),
                check.state(),
                check.channels());
        return with(alert, expecting, alert.changes(), false, 0, alert.now());
    }

    private static Alert with(
            Alert alert, CheckView check, int changes, boolean isFlapping, int reminder, Instant now) {
        return new Alert(
                alert.id(),
                alert.flip(),
                check,
                alert.channelId(),
                alert.channelName(),
                alert.config(),
                alert.signingSecret(),
                alert.lastPing(),
                changes,
                isFlapping,
                reminder,
                now);
    }

    /** A check that gets another name may get another slug. */
    private static String slug(String checkName) {
        return checkName.equals("renamed") ? "renamed" : "backup";
    }

    private static Alert failed(
            Map<String, Object> config, String checkName, StatusChange.Reason reason, CheckState state, String said) {
        var change = new StatusChange(CHECK, CheckStatus.UP, CheckStatus.DOWN, reason, NOW);
        var lastPing = new Alert.LastPing(
                NOW, reason == StatusChange.Reason.FAIL ? 7 : null, said.getBytes(StandardCharsets.UTF_8));
        return alert(config, checkName, change, state, lastPing);
    }

    private static Alert alert(
            Map<String, Object> config,
            String checkName,
            StatusChange change,
            CheckState state,
            Alert.@Nullable LastPing lastPing) {
        var check = new CheckView(
                CHECK,
                new ProjectId(new UUID(0, 2)),
                UNIQUE_KEY,
                new UUID(0, 3),
                CheckView.Labels.of(checkName, slug(checkName), "prod db", ""),
                new Every(Duration.ofHours(1)),
                Duration.ofMinutes(10),
                PingPolicy.DEFAULT,
                state,
                List.of());
        return new Alert(ID, new Flip(1, change), check, CHANNEL, "ops", config, SIGNING_SECRET, lastPing, 1, NOW);
    }
}
