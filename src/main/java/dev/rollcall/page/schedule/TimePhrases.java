package dev.rollcall.page.schedule;

import dev.rollcall.check.schedule.TimePattern;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;

/** The times of a day in words. Every language uses the 24-hour clock. */
final class TimePhrases {

    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final Duration HOUR = Duration.ofHours(1);

    private final TimePattern times;
    private final Phrases words;

    TimePhrases(TimePattern times, Phrases words) {
        this.times = times;
        this.words = words;
    }

    boolean hasStep() {
        return times.step() != null;
    }

    /** Whether the words name a time of day, which differs between time zones. */
    boolean needsZone() {
        return !isEvenFromMidnight();
    }

    /** {@code 05:15 and 17:15}. */
    String list() {
        return words.list(times.times().stream().map(TimePhrases::time).toList());
    }

    /** {@code every 15 minutes}, {@code every hour at minute 5}, {@code every 15 minutes from 09:00 to 17:45}. */
    String steps() {
        Duration step = Objects.requireNonNull(times.step());
        LocalTime first = times.times().get(0);
        if (isEvenFromMidnight()) {
            return words.every(step);
        }
        if (times.isRoundTheClock() && step.equals(HOUR) && first.getSecond() == 0) {
            return words.say("hourly", first.getMinute());
        }
        return words.say(
                "between", words.every(step), time(first), time(times.times().get(1)));
    }

    private boolean isEvenFromMidnight() {
        return times.isRoundTheClock() && times.times().get(0).equals(LocalTime.MIDNIGHT);
    }

    private static String time(LocalTime time) {
        return (time.getSecond() == 0 ? MINUTES : SECONDS).format(time);
    }
}
