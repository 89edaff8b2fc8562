package dev.rollcall.channel.log;

import dev.rollcall.channel.Alert;
import dev.rollcall.channel.ChannelKind;
import dev.rollcall.check.state.CheckStatus;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Writes alerts to the worker's log, for a person at a terminal or for the alerting of a log drain. */
@Component
class LogKind implements ChannelKind {

    private static final Logger log = LoggerFactory.getLogger(LogKind.class);

    @Override
    public String name() {
        return "log";
    }

    @Override
    public Map<String, Object> configure(Map<String, Object> fields) {
        return Map.of();
    }

    @Override
    public void send(Alert alert) {
        boolean down = alert.flip().change().to() == CheckStatus.DOWN;
        (down ? log.atWarn() : log.atInfo())
                .addKeyValue("event", "alert")
                .addKeyValue("status", alert.status())
                .addKeyValue("check", alert.check().name())
                .addKeyValue("check_id", alert.check().id())
                .addKeyValue("since", alert.flip().change().at())
                .addKeyValue("changes", alert.changes())
                .addKeyValue("delivery_id", alert.id())
                .log("a check went {}", alert.status());
    }
}
