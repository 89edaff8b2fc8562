package dev.rollcall.page.schedule;

import dev.rollcall.check.schedule.Every;
import dev.rollcall.check.schedule.Schedule;
import dev.rollcall.check.schedule.ScheduleExpression;
import dev.rollcall.check.schedule.ScheduleOutline;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.platform.time.Zone;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Says a schedule in words: {@code every weekday at 05:15 Riga time}. The words name exactly the times of the schedule
 * on a wall clock. An expression that no sentence can describe is shown as written.
 */
@Component
@WebProcess
public class ScheduleWords {

    private static final List<String> UTC = List.of("UTC", "Etc/UTC", "GMT", "Etc/GMT");

    private final MessageSource messages;

    ScheduleWords(MessageSource messages) {
        this.messages = messages;
    }

    /** The schedule in this language, or in English if it has no words for it. */
    public String of(Schedule schedule, Locale language) {
        var words = new Phrases(messages, language);
        if (schedule instanceof Every every) {
            return words.every(every.period());
        }
        ScheduleExpression expression = (ScheduleExpression) schedule;
        List<Optional<String>> lines = ScheduleOutline.of(expression).stream()
                .map(outline -> sentence(outline, words))
                .toList();
        if (lines.isEmpty() || lines.contains(Optional.<String>empty())) {
            return words.say(
                    "expression",
                    expression
                            .expression()
                            .lines()
                            .map(String::strip)
                            .filter(line -> !line.isEmpty())
                            .collect(Collectors.joining("; ")),
                    expression.zoneName());
        }
        return words.chained(lines.stream().flatMap(Optional::stream).toList(), "lines");
    }

    /** The same with the grace time: {@code every hour, 20 minutes grace}. */
    public String withGrace(Schedule schedule, Duration grace, Locale language) {
        var words = new Phrases(messages, language);
        return words.say("grace", of(schedule, language), words.exact(grace));
    }

    private static Optional<String> sentence(ScheduleOutline outline, Phrases words) {
        var times = new TimePhrases(outline.times(), words);
        if (outline.days().isEveryDay() && times.hasStep()) {
            return Optional.of(times.needsZone() ? zoned(times.steps(), outline.zone(), words) : times.steps());
        }
        return new DayPhrases(outline.days(), words)
                .of()
                .map(days ->
                        times.hasStep() ? words.say("then", days, times.steps()) : words.say("at", days, times.list()))
                .map(sentence -> zoned(sentence, outline.zone(), words));
    }

    /** Names the zone by its city, as people do. */
    private static String zoned(String sentence, Zone zone, Phrases words) {
        if (UTC.contains(zone.name())) {
            return words.say("zone.plain", sentence, "UTC");
        }
        int slash = zone.name().lastIndexOf('/');
        boolean isCity = slash >= 0 && Stream.of("Etc/", "SystemV/").noneMatch(zone.name()::startsWith);
        return isCity
                ? words.say(
                        "zone.city", sentence, zone.name().substring(slash + 1).replace('_', ' '))
                : words.say("zone.plain", sentence, zone.name());
    }
}
