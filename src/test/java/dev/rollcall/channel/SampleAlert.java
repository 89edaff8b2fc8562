package dev.rollcall.channel;

import dev.rollcall.check.CheckView;
import dev.rollcall.check.schedule.Every;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.check.state.CheckState;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.PingPolicy;
import dev.rollcall.check.state.StatusChange;
import dev.rollcall.flip.Flip;
import dev.rollcall.project.ProjectId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A sample alert: a check reported a failure and its reason. */
public final class SampleAlert {

    public static final UUID ID = new UUID(0, 3);
    public static final CheckId CHECK = new CheckId(new UUID(0, 1));
    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private SampleAlert() {}

    /** The alert that a check of this name is down, with this text as the body of its last ping. */
    public static Alert down(Map<String, Object> config, String checkName, String said) {
        return of(config, checkName, said, CheckStatus.DOWN, StatusChange.Reason.FAIL);
    }

    /** The alert that a check that was up has this status, for this reason. */
    public static Alert of(
            Map<String, Object> config, String checkName, String said, CheckStatus to, StatusChange.Reason reason) {
        var check = new CheckView(
                CHECK,
                new ProjectId(new UUID(0, 2)),
                "key",
                new UUID(0, 3),
                CheckView.Labels.of(checkName, "backup", "prod db", ""),
                new Every(Duration.ofHours(1)),
                Duration.ofMinutes(10),
                PingPolicy.DEFAULT,
                CheckState.NEW.failed(NOW, null),
                List.of());
        var change = new StatusChange(CHECK, CheckStatus.UP, to, reason, NOW);
        var lastPing = new Alert.LastPing(NOW, 7, said.getBytes(StandardCharsets.UTF_8));
        return new Alert(ID, new Flip(1, change), check, "ops", config, "whsec_cm9sbGNhbGw=", lastPing, NOW);
    }
}
