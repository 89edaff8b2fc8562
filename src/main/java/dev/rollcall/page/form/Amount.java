package dev.rollcall.page.form;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A duration as a person enters it.
 *
 * @param unit one of {@link #UNITS}; another one counts as seconds
 */
public record Amount(String number, String unit) {

    /** Seconds of each unit, longest first. */
    public static final Map<String, Long> UNITS = units();

    /** Too small for every field, so the field is reported as invalid. */
    private static final long INVALID = -1;

    /** In the longest unit that expresses it exactly. */
    public static Amount of(Duration duration) {
        long seconds = duration.toSeconds();
        return UNITS.entrySet().stream()
                .filter(unit -> seconds % unit.getValue() == 0)
                .findFirst()
                .map(unit -> new Amount(Long.toString(seconds / unit.getValue()), unit.getKey()))
                .orElseThrow();
    }

    /** Negative if the number cannot be read. */
    public long seconds() {
        long read = read(number.strip());
        return read == INVALID ? INVALID : read * UNITS.getOrDefault(unit, 1L);
    }

    /** The number, or -1 if the text is not a number. */
    public static long read(String text) {
        return text.matches("\\d{1,9}") ? Long.parseLong(text) : INVALID;
    }

    private static Map<String, Long> units() {
        Map<String, Long> units = new LinkedHashMap<>();
        units.put("weeks", 604_800L);
        units.put("days", 86_400L);
        units.put("hours", 3_600L);
        units.put("minutes", 60L);
        units.put("seconds", 1L);
        return units;
    }
}
