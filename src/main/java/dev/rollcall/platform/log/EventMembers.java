package dev.rollcall.platform.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import org.springframework.boot.json.JsonWriter.Members;
import org.springframework.boot.json.JsonWriter.ValueProcessor;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;

/** Gives lines of libraries an event, and cuts long values, because Docker splits a line at 16 KB. */
public class EventMembers implements StructuredLoggingJsonMembersCustomizer<ILoggingEvent> {

    private static final String EVENT = "event";
    private static final String OF_LIBRARIES = "log";
    private static final int LONGEST = 6_000;
    private static final String CUT = " ... (cut)";

    @Override
    public void customize(Members<ILoggingEvent> members) {
        members.add(EVENT, EventMembers::missingEvent).whenNotNull();
        members.applyingValueProcessor(ValueProcessor.of(String.class, EventMembers::cut));
    }

    public static String cut(String value) {
        return value.length() <= LONGEST ? value : value.substring(0, LONGEST) + CUT;
    }

    private static @Nullable String missingEvent(ILoggingEvent event) {
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        boolean named = pairs != null && pairs.stream().anyMatch(pair -> pair.key.equals(EVENT));
        return named ? null : OF_LIBRARIES;
    }
}
