package dev.rollcall.platform.log;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import org.springframework.boot.json.JsonWriter;
import org.springframework.boot.json.JsonWriter.ValueProcessor;
import org.springframework.boot.logging.structured.StructuredLogFormatter;
import org.springframework.core.env.Environment;

/**
 * An event as one JSON object on one line, LOG_FORMAT=json: the members and escapes of Spring Boot's format
 * {@code logstash}, under shorter names. A line of a library gets an event, and long values are cut.
 *
 * <p>It writes straight into one buffer, because every request ends with an event (docs/adr/0118).
 */
public class JsonLog implements StructuredLogFormatter<ILoggingEvent> {

    /** Docker splits a line at 16 KB. */
    private static final int LONGEST = 6_000;

    private static final String CUT = " ... (cut)";
    private static final String EVENT = "event";

    /** What Micrometer calls its fields. */
    private static final Map<String, String> RENAMED = Map.of("traceId", "trace_id", "spanId", "span_id");

    /** Writes lists, arrays and maps. */
    private static final JsonWriter<Object> NESTED = JsonWriter.of(members -> {
        members.add();
        members.applyingValueProcessor(ValueProcessor.of(String.class, JsonLog::cut));
    });

    private final ZoneId zone = ZoneId.systemDefault();
    private final ThrowableProxyConverter stackTraces;

    /** The members that are the same in each line of this process. */
    private final String ofProcess;

    /** Spring Boot calls this one. The properties are {@code CommandLine.PROCESS} and {@code CommandLine.RELEASE}. */
    public JsonLog(Environment environment, ThrowableProxyConverter stackTraces) {
        this.stackTraces = stackTraces;
        var members = new StringBuilder();
        string("process", environment.getProperty("rollcall.process", ""), members);
        string("release", environment.getProperty("rollcall.release", ""), members);
        this.ofProcess = members.toString();
    }

    /** The beginning of a value that would make its line too long; other values as they are. */
    public static String cut(String value) {
        return value.length() <= LONGEST ? value : value.substring(0, LONGEST) + CUT;
    }

    @Override
    public String format(ILoggingEvent event) {
        var line = new StringBuilder(512).append("{\"time\":\"");
        DateTimeFormatter.ISO_OFFSET_DATE_TIME.formatTo(event.getInstant().atZone(zone), line);
        line.append('"');
        string("message", event.getFormattedMessage(), line);
        string("logger", event.getLoggerName(), line);
        string("thread", event.getThreadName(), line);
        string("level", event.getLevel().toString(), line);
        event.getMDCPropertyMap().forEach((name, value) -> string(RENAMED.getOrDefault(name, name), value, line));
        boolean named = pairs(event.getKeyValuePairs(), line);
        if (event.getThrowableProxy() != null) {
            string("stack_trace", stackTraces.convert(event), line);
        }
        line.append(ofProcess);
        if (!named) {
            string(EVENT, "log", line);
        }
        return line.append("}\n").toString();
    }

    /** Writes the fields of the event; returns whether one of them names the event. */
    private static boolean pairs(@Nullable List<KeyValuePair> pairs, StringBuilder line) {
        boolean named = false;
        if (pairs != null) {
            for (KeyValuePair pair : pairs) {
                name(pair.key, line);
                value(pair.value, line);
                named |= pair.key.equals(EVENT);
            }
        }
        return named;
    }

    private static void string(String name, String value, StringBuilder line) {
        name(name, line);
        quoted(cut(value), line);
    }

    private static void name(String name, StringBuilder line) {
        line.append(',');
        quoted(name, line);
        line.append(':');
    }

    private static void value(@Nullable Object value, StringBuilder line) {
        if (value instanceof String text) {
            quoted(cut(text), line);
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            line.append(value);
        } else if (value instanceof Iterable<?>
                || value instanceof Map<?, ?>
                || value.getClass().isArray()) {
            line.append(NESTED.writeToString(value));
        } else {
            quoted(value.toString(), line);
        }
    }

    private static void quoted(String text, StringBuilder line) {
        line.append('"');
        int written = 0;
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character == '"' || character == '\\' || Character.isISOControl(character)) {
                line.append(text, written, at);
                escape(character, line);
                written = at + 1;
            }
        }
        line.append(text, written, text.length()).append('"');
    }

    private static void escape(char character, StringBuilder line) {
        switch (character) {
            case '"', '\\' -> line.append('\\').append(character);
            case '\b' -> line.append("\\b");
            case '\f' -> line.append("\\f");
            case '\n' -> line.append("\\n");
            case '\r' -> line.append("\\r");
            case '\t' -> line.append("\\t");
            default -> line.append("\\u%04X".formatted((int) character));
        }
    }
}
