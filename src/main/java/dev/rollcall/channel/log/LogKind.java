package dev.rollcall.channel.log;

import dev.rollcall.channel.Alert;
import dev.rollcall.channel.ChannelKind;
import dev.rollcall.channel.Severity;
import dev.rollcall.channel.field.KindDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes alerts to the worker's log, for a person at a terminal or for the alerting of a log drain. */
@KindDefinition(name = "log", summary = "writes an event to the log of the worker", hasText = false)
class LogKind implements ChannelKind {

    private static final Logger log = LoggerFactory.getLogger(LogKind.class);

    @Override
    public void send(Alert alert) {
        (alert.severity() == Severity.UP ? log.atInfo() : log.atWarn())
                .addKeyValue("event", "alert")
                .addKeyValue("status", alert.status())
                .addKeyValue("check", alert.check().name())
                .addKeyValue("check_key", alert.check().uniqueKey())
                .addKeyValue("since", alert.flip().change().at())
                .addKeyValue("changes", alert.changes())
                .addKeyValue("delivery_id", alert.id())
                .log(alert.severity() == Severity.LATE ? "a check is {}" : "a check went {}", alert.status());
    }
}
