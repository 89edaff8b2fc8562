package dev.rollcall.channel.log;

import dev.rollcall.channel.Alert;
import dev.rollcall.channel.ChannelKind;
import dev.rollcall.channel.field.KindDefinition;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.StatusChange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes alerts to the worker's log, for a person at a terminal or for the alerting of a log drain. */
@KindDefinition(name = "log", summary = "writes an event to the log of the worker", hasText = false)
class LogKind implements ChannelKind {

    private static final Logger log = LoggerFactory.getLogger(LogKind.class);

    @Override
    public void send(Alert alert) {
        boolean down = alert.flip().change().to() == CheckStatus.DOWN;
        boolean late = alert.flip().change().reason() == StatusChange.Reason.LATE;
        (down || late ? log.atWarn() : log.atInfo())
                .addKeyValue("event", "alert")
                .addKeyValue("status", alert.status())
                .addKeyValue("check", alert.check().name())
                .addKeyValue("check_key", alert.check().uniqueKey())
                .addKeyValue("since", alert.flip().change().at())
                .addKeyValue("purpose", alert.purpose())
                .addKeyValue("changes", alert.changes())
                .addKeyValue("delivery_id", alert.id())
                .log(words(alert, late), alert.status());
    }

    private static String words(Alert alert, boolean late) {
        if (alert.isReminder()) {
            return "a check is still {}";
        }
        return late ? "a check is {}" : "a check went {}";
    }
}
