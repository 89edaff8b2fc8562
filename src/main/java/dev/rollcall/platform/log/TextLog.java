package dev.rollcall.platform.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.slf4j.event.KeyValuePair;
import org.springframework.boot.logging.structured.StructuredLogFormatter;

/**
 * An event as a line for a person's eyes, LOG_FORMAT=text. Names and messages come from strangers: whatever they hold,
 * they begin no line, end no quoted value, and give a terminal no orders.
 */
public class TextLog implements StructuredLogFormatter<ILoggingEvent> {

    private static final int LEVEL_WIDTH = 5;

    private final DateTimeFormatter time =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    @Override
    public String format(ILoggingEvent event) {
        var line = new StringBuilder();
        time.formatTo(Instant.ofEpochMilli(event.getTimeStamp()), line);
        String level = event.getLevel().toString();
        line.append(' ').append(level).append(" ".repeat(Math.max(0, LEVEL_WIDTH - level.length())));
        line.append(' ').append(Printable.escaped(event.getFormattedMessage()));
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            pairs.forEach(pair -> append(pair.key, String.valueOf(pair.value), line));
        }
        String requestId = event.getMDCPropertyMap().get(RequestId.FIELD);
        if (requestId != null) {
            line.append(' ').append(RequestId.FIELD).append('=').append(Printable.escaped(requestId));
        }
        line.append('\n');
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            line.append(ThrowableProxyUtil.asString(new PrintableThrowable(thrown)));
        }
        return line.toString();
    }

    private static void append(String name, String value, StringBuilder line) {
        String quotable = value.replace("\\", "\\\\").replace("\"", "\\\"");
        line.append(' ')
                .append(Printable.escaped(name))
                .append("=\"")
                .append(Printable.escaped(quotable))
                .append('"');
    }
}
