package dev.rollcall.platform.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.event.KeyValuePair;
import org.springframework.boot.logging.structured.StructuredLogFormatter;
import org.springframework.core.env.Environment;

/**
 * An event as a short line for a person, LOG_FORMAT=text. A separate line gives the date and the time zone: the first
 * line, and one more for each new day. Long ids are cut to their beginnings, and only warnings and errors carry the
 * name of their event, because the sentence says the same. The JSON format has everything in full.
 *
 * <p>Names and messages come from strangers. Whatever they contain, they cannot begin a line, end a quoted value, or
 * control a terminal.
 */
public class TextLog implements StructuredLogFormatter<ILoggingEvent> {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter DAY_AND_SECOND = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");

    private static final int LEVEL_WIDTH = 5;
    private static final int PROCESS_WIDTH = 6;
    private static final int SHORT_ID = 8;
    private static final String ID = "_id";
    private static final String EVENT = "event";

    /** Not in quotes: it has no blank, no quote and no equals sign. */
    private static final Pattern PLAIN = Pattern.compile("[\\w.:/{}*+@,%-]+");

    private static final Pattern LONG_ID =
            Pattern.compile("[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}|[0-9a-f]{40}|[0-9a-f]{64}");

    /** Fields that need no name: they are understood by what they look like. */
    private static final Set<String> NAMELESS = Set.of("method", "route");

    private final String process;
    private final boolean coloured;
    private final ZoneId zone;
    private final AtomicReference<LocalDate> day = new AtomicReference<>(LocalDate.MIN);

    /** Spring Boot calls this one. The property is {@code CommandLine.PROCESS}. */
    public TextLog(Environment environment) {
        this(
                environment.getProperty("rollcall.process", ""),
                // Only a task's standard output is known to be a terminal, and the log goes to standard error.
                Terminal.isAttached()
                        && !environment.getProperty("rollcall.process", "").equals("task"),
                ZoneId.systemDefault());
    }

    TextLog(String process, boolean coloured, ZoneId zone) {
        this.process = process;
        this.coloured = coloured;
        this.zone = zone;
    }

    @Override
    public String format(ILoggingEvent event) {
        ZonedDateTime at = Instant.ofEpochMilli(event.getTimeStamp()).atZone(zone);
        var line = new StringBuilder(160);
        day(at.toLocalDate(), line);
        TIME.formatTo(at, line);
        line.append(' ');
        if (!process.isEmpty()) {
            line.append(Printable.padded(process, PROCESS_WIDTH)).append(' ');
        }
        line.append(level(event.getLevel())).append(' ').append(Printable.escaped(event.getFormattedMessage()));
        fields(event, at, line);
        String requestId = event.getMDCPropertyMap().get(RequestId.FIELD);
        if (requestId != null) {
            append("request", requestId, line);
        }
        line.append('\n');
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            line.append(ThrowableProxyUtil.asString(new PrintableThrowable(thrown)));
        }
        return line.toString();
    }

    private void day(LocalDate today, StringBuilder line) {
        LocalDate before = day.getAndUpdate(last -> today.isAfter(last) ? today : last);
        if (today.isAfter(before)) {
            line.append("--- ").append(today).append(", times in ").append(zone).append('\n');
        }
    }

    private String level(Level level) {
        String text = Printable.padded(level.toString(), LEVEL_WIDTH);
        if (!coloured || !level.isGreaterOrEqual(Level.WARN)) {
            return text;
        }
        String colour = level.isGreaterOrEqual(Level.ERROR) ? "\u001b[31m" : "\u001b[33m";
        return colour + text + "\u001b[0m";
    }

    private void fields(ILoggingEvent event, ZonedDateTime at, StringBuilder line) {
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs == null) {
            return;
        }
        Set<String> names = pairs.stream().map(pair -> pair.key).collect(Collectors.toSet());
        for (KeyValuePair pair : pairs) {
            if (!pair.key.equals(EVENT)) {
                append(shortName(pair.key, names), value(pair.value, at), line);
            } else if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
                line.append(" [")
                        .append(Printable.escaped(String.valueOf(pair.value)))
                        .append(']');
            }
        }
    }

    private static String shortName(String name, Set<String> names) {
        String stem = name.endsWith(ID) ? name.substring(0, name.length() - ID.length()) : name;
        return names.contains(stem) ? name : stem;
    }

    /** A time is shown as the line's own, with the day where that is another. */
    private String value(Object value, ZonedDateTime line) {
        if (value instanceof Instant instant) {
            ZonedDateTime at = instant.atZone(zone);
            return at.toLocalDate().equals(line.toLocalDate()) ? SECOND.format(at) : DAY_AND_SECOND.format(at);
        }
        return String.valueOf(value);
    }

    private static void append(String name, String value, StringBuilder line) {
        line.append(' ');
        if (!NAMELESS.contains(name)) {
            line.append(Printable.escaped(name)).append('=');
        }
        if (LONG_ID.matcher(value).matches()) {
            line.append(value, 0, SHORT_ID);
        } else if (PLAIN.matcher(value).matches()) {
            line.append(value);
        } else {
            String quotable = value.replace("\\", "\\\\").replace("\"", "\\\"");
            line.append('"').append(Printable.escaped(quotable)).append('"');
        }
    }
}
