package dev.rollcall.channel;

import dev.rollcall.channel.Notice.CheckLine;
import dev.rollcall.channel.Notice.Fact;
import dev.rollcall.channel.Notice.Severity;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.project.ProjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Sample notices of each severity. */
public final class SampleNotice {

    public static final UUID ID = new UUID(0, 4);

    /** What the notices about a channel are about. */
    public static final String SUBJECT = "00000000000000000000000000000005";

    private static final Instant NOW = SampleAlert.NOW;
    private static final int CHECKS = 20;

    private SampleNotice() {}

    /** One of each severity, with this name wherever a person chooses one. */
    public static List<Notice> all(Map<String, Object> config, String name) {
        return List.of(failing(config, name), working(config, name), excused(config, name), down(config, name));
    }

    /** A channel of this name fails. */
    public static Notice failing(Map<String, Object> config, String name) {
        return notice(
                config,
                new Notice.Content(
                        "channel-failing",
                        Severity.FAILING,
                        SUBJECT,
                        NOW,
                        List.of(name),
                        List.of(
                                Fact.of("channel", name),
                                Fact.of("kind", "slack"),
                                Fact.of("since", NOW.minus(Duration.ofMinutes(5))),
                                Fact.of("why", "the receiver answered 503")),
                        List.of()));
    }

    /** The same channel works again. */
    public static Notice working(Map<String, Object> config, String name) {
        return notice(
                config,
                new Notice.Content(
                        "channel-working",
                        Severity.WORKING,
                        SUBJECT,
                        NOW,
                        List.of(name),
                        List.of(Fact.of("from", NOW.minus(Duration.ofMinutes(5))), Fact.of("until", NOW)),
                        List.of()));
    }

    /** Checks were excused. */
    public static Notice excused(Map<String, Object> config, String name) {
        return notice(
                config,
                new Notice.Content(
                        "checks-excused",
                        Severity.INFO,
                        "outage-1",
                        NOW,
                        List.of(25),
                        List.of(Fact.of("from", NOW.minus(Duration.ofMinutes(5))), Fact.of("until", NOW)),
                        lines(new CheckLine(name, CheckStatus.UP, null, "", null))));
    }

    /** Checks are down. */
    public static Notice down(Map<String, Object> config, String name) {
        return notice(
                config,
                new Notice.Content(
                        "checks-excused",
                        Severity.DOWN,
                        "checks",
                        NOW,
                        List.of(CHECKS),
                        List.of(),
                        lines(new CheckLine(name, CheckStatus.DOWN, NOW, "", null))));
    }

    /** A check is up, with this remark. */
    public static Notice remarked(Map<String, Object> config, Notice.Remark remark) {
        return notice(
                config,
                new Notice.Content(
                        "alerts",
                        Severity.INFO,
                        "alerts",
                        NOW,
                        List.of(1),
                        List.of(),
                        List.of(new CheckLine("backup", CheckStatus.UP, NOW, "", null, remark))));
    }

    /** A report with a check that was down twice, one that was always up, and one that was not watched. */
    public static Notice report(Map<String, Object> config) {
        return notice(
                config,
                new Notice.Content(
                        "report-daily",
                        Severity.INFO,
                        "report-daily",
                        NOW,
                        List.of("Backups"),
                        List.of(Fact.of("checks", "3"), Fact.of("down-now", "0")),
                        List.of(
                                new CheckLine(
                                        "backup",
                                        CheckStatus.UP,
                                        null,
                                        "",
                                        new Notice.Downtime(2, Duration.ofMinutes(150), 89.58)),
                                new CheckLine(
                                        "mail", CheckStatus.UP, null, "", new Notice.Downtime(0, Duration.ZERO, 100)),
                                new CheckLine("unused", CheckStatus.NEW, null, "", null))));
    }

    private static List<CheckLine> lines(CheckLine line) {
        return Stream.generate(() -> line).limit(CHECKS).toList();
    }

    private static Notice notice(Map<String, Object> config, Notice.Content content) {
        var channel = new ChannelView(
                new UUID(0, 6), new ProjectId(new UUID(0, 2)), "slack", "ops", config, "whsec_cm9sbGNhbGw=");
        return new Notice(ID, channel, content, NOW);
    }
}
