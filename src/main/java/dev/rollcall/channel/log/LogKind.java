package dev.rollcall.channel.log;

import dev.rollcall.channel.Alert;
import dev.rollcall.channel.ChannelKind;
import dev.rollcall.channel.Notice;
import dev.rollcall.channel.field.KindDefinition;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Writes alerts to the worker's log, for a person at a terminal or for the alerting of a log drain. */
@KindDefinition(name = "log", summary = "writes an event to the log of the worker", hasText = false)
class LogKind implements ChannelKind {

    private static final Logger log = LoggerFactory.getLogger(LogKind.class);

    @Override
    public void send(Alert alert) {
        (alert.severity() == Alert.Severity.UP ? log.atInfo() : log.atWarn())
                .addKeyValue("event", "alert")
                .addKeyValue("status", alert.status())
                .addKeyValue("check", alert.check().name())
                .addKeyValue("check_key", alert.check().uniqueKey())
                .addKeyValue("since", alert.flip().change().at())
                .addKeyValue("purpose", alert.purpose())
                .addKeyValue("changes", alert.changes())
                .addKeyValue("flapping", alert.isFlapping())
                .addKeyValue("delivery_id", alert.id())
                .log(words(alert), alert.status());
    }

    private static String words(Alert alert) {
        if (alert.isReminder()) {
            return "a check is still {}";
        }
        return alert.severity() == Alert.Severity.LATE ? "a check is {}" : "a check went {}";
    }

    @Override
    public void send(Notice notice) {
        Notice.Content content = notice.content();
        boolean isTrouble = content.severity() == Notice.Severity.DOWN || content.severity() == Notice.Severity.FAILING;
        LoggingEventBuilder event = (isTrouble ? log.atWarn() : log.atInfo())
                .addKeyValue("event", "notice")
                .addKeyValue("kind", content.kind())
                .addKeyValue("at", content.at());
        for (Notice.Fact fact : content.facts()) {
            event = event.addKeyValue(fact.label().replace('-', '_'), fact.value());
        }
        if (!content.checks().isEmpty()) {
            event = event.addKeyValue(
                    "checks", content.checks().stream().map(LogKind::line).toList());
        }
        event.addKeyValue("delivery_id", notice.id()).log("notice");
    }

    private static String line(Notice.CheckLine check) {
        return check.status() == null
                ? check.name()
                : check.name() + " " + check.status().name().toLowerCase(Locale.ROOT);
    }
}
