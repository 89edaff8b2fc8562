package dev.rollcall.page.schedule;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;

/** The phrases about schedules in one language: the messages {@code schedule.*}. */
final class Phrases {

    private final MessageSource messages;
    private final Locale language;

    Phrases(MessageSource messages, Locale language) {
        this.messages = messages;
        this.language = language;
    }

    Locale language() {
        return language;
    }

    String say(String key, Object... arguments) {
        return messages.getMessage("schedule." + key, arguments, language);
    }

    /** {@code every hour}, {@code every 15 minutes}; a length of several units is {@code every 1 hour 30 minutes}. */
    String every(Duration length) {
        List<Map.Entry<String, Long>> parts = parts(length);
        return parts.size() == 1
                ? say("every." + parts.get(0).getKey(), parts.get(0).getValue())
                : say("every", exact(length));
    }

    /** A length in all of its units. */
    String exact(Duration length) {
        return parts(length).stream()
                .map(part -> messages.getMessage("duration." + part.getKey(), new Object[] {part.getValue()}, language))
                .collect(Collectors.joining(" "));
    }

    /** {@code a}, {@code a and b}, {@code a, b and c}. */
    String list(List<String> items) {
        int last = items.size() - 1;
        return last <= 0
                ? String.join("", items)
                : say("list.last", chained(items.subList(0, last), "list"), items.get(last));
    }

    /** All items, each put behind those before it by the message {@code key}. */
    String chained(List<String> items, String key) {
        return items.stream().reduce((all, next) -> say(key, all, next)).orElse("");
    }

    private static List<Map.Entry<String, Long>> parts(Duration length) {
        return Stream.of(
                        Map.entry("days", length.toDays()),
                        Map.entry("hours", (long) length.toHoursPart()),
                        Map.entry("minutes", (long) length.toMinutesPart()),
                        Map.entry("seconds", (long) length.toSecondsPart()))
                .filter(part -> part.getValue() > 0)
                .toList();
    }
}
