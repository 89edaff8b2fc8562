package dev.rollcall.platform.page;

import dev.rollcall.platform.time.DurationWords;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.springframework.context.MessageSource;

/** Writes times in the language and time zone of a reader. All times of a page are relative to the same present. */
public final class Times {

    private final Instant now;
    private final Locale language;
    private final ZoneId zone;
    private final MessageSource messages;
    private final DurationWords durations;
    private final DurationWords distances;
    private final DateTimeFormatter full;

    Times(Instant now, Locale language, ZoneId zone, MessageSource messages) {
        this.now = now;
        this.language = language;
        this.zone = zone;
        this.messages = messages;
        this.durations = new DurationWords(messages, language);
        this.distances = new DurationWords(messages, language, "distance");
        // With the offset and not the name of the zone: JDK 25 calls New York's summer time EST in German.
        this.full = new DateTimeFormatterBuilder()
                .append(DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM))
                .appendLiteral(" UTC")
                .appendOffset("+H:mm", "")
                .toFormatter(language)
                .withZone(zone);
    }

    /** For the same reader at another time. */
    Times at(Instant present) {
        return new Times(present, language, zone, messages);
    }

    /** The present of the page. */
    public Instant now() {
        return now;
    }

    /** The language of the texts, as a language tag. */
    public String language() {
        return language.toLanguageTag();
    }

    /** The reader's time zone. */
    public ZoneId zone() {
        return zone;
    }

    /** For the attribute {@code datetime} of an element {@code time}. */
    public String iso(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Date, time, and offset from UTC. */
    public String full(Instant time) {
        return full.format(time);
    }

    /** Date and time to the minute, for what people have planned. */
    public String minute(Instant time) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(language)
                .withZone(zone)
                .format(time);
    }

    /** The end of what began at another time: only its time of day, if it is on the same day. */
    public String minuteAfter(Instant start, Instant time) {
        boolean isSameDay = LocalDate.ofInstant(start, zone).equals(LocalDate.ofInstant(time, zone));
        return isSameDay
                ? DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
                        .withLocale(language)
                        .withZone(zone)
                        .format(time)
                : minute(time);
    }

    /** The time of day, to the second. */
    public String clock(Instant time) {
        return DateTimeFormatter.ofLocalizedTime(FormatStyle.MEDIUM)
                .withLocale(language)
                .withZone(zone)
                .format(time);
    }

    /** The day of this time, as a date. */
    public String date(Instant time) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(language)
                .withZone(zone)
                .format(time);
    }

    /** A day with its weekday. */
    public String day(LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL)
                .withLocale(language)
                .format(day);
    }

    /** What a clock in another time zone shows, with the weekday. */
    public String onClock(ZonedDateTime time) {
        return DateTimeFormatter.ofPattern("EEE ", language).format(time)
                + DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                        .withLocale(language)
                        .format(time);
    }

    /** How far this time is from the present: {@code 5 minutes ago} or {@code in 5 minutes}. */
    public String relative(Instant time) {
        boolean isPast = !time.isAfter(now);
        Duration distance = Duration.between(time, now).abs();
        if (distance.toSeconds() == 0) {
            return word("time.now");
        }
        return word(isPast ? "time.ago" : "time.in", distances.largest(distance));
    }

    /** A length of time in its two largest units. */
    public String duration(Duration length) {
        return durations.of(length);
    }

    private String word(String key, Object... arguments) {
        return messages.getMessage(key, arguments, language);
    }
}
