package dev.rollcall.delivery.digest;

import dev.rollcall.channel.Alert;
import dev.rollcall.channel.Notice;
import dev.rollcall.channel.Notice.CheckLine;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.StatusChange;
import java.time.Instant;
import java.util.List;

/** What one message says in place of several alerts to a channel. It names each check with its status now. */
public final class Digest {

    /** The maximum number of checks that a message names, so it fits into the messages of all services. */
    public static final int MAX_CHECKS = 20;

    private Digest() {}

    /**
     * The content.
     *
     * @param alerts one for each check
     * @param isLate whether one of them could not be sent in time
     */
    public static Notice.Content of(List<Alert> alerts, boolean isLate) {
        boolean isDown = alerts.stream().anyMatch(alert -> status(alert) == CheckStatus.DOWN);
        return new Notice.Content(
                isLate ? "alerts-late" : "alerts",
                isDown ? Notice.Severity.DOWN : Notice.Severity.INFO,
                "alerts",
                alerts.stream().map(Alert::at).max(Instant::compareTo).orElseThrow(),
                List.of(alerts.size()),
                List.of(),
                alerts.stream().map(Digest::line).toList());
    }

    /** The status that the check has now, with the time of the change if that is what the alert is about. */
    private static CheckLine line(Alert alert) {
        StatusChange change = alert.flip().change();
        boolean isPresent = change.to() == status(alert);
        boolean isLate = isPresent && change.reason() == StatusChange.Reason.LATE;
        Notice.Remark remark = isLate ? Notice.Remark.LATE : alert.isFlapping() ? Notice.Remark.FLAPPING : null;
        return new CheckLine(alert.check().name(), status(alert), isPresent ? change.at() : null, "", null, remark);
    }

    private static CheckStatus status(Alert alert) {
        return alert.check().state().status();
    }
}
