package dev.rollcall.channel.text;

import dev.rollcall.channel.field.TextFields;
import dev.rollcall.platform.time.TimeZones;
import dev.rollcall.platform.time.Zone;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** Writes times in the time zone of a channel, in an order that is clear in every language. */
public final class TimeText {

    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final String UTC = "UTC";

    private final Zone zone;

    /** For a channel with these settings. A zone that a later database has renamed or dropped becomes UTC. */
    public TimeText(Map<String, Object> settings) {
        this.zone = TimeZones.find(String.valueOf(settings.getOrDefault(TextFields.TIME_ZONE, UTC)))
                .orElseGet(() -> TimeZones.get(UTC));
    }

    public String of(Instant time) {
        return FORM.format(time.atOffset(zone.rules().getOffset(time))) + " " + zone.name();
    }
}
