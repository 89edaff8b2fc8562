package dev.rollcall.platform.time;

import java.time.Duration;
import java.util.Locale;
import org.springframework.context.MessageSource;

/**
 * Writes durations in words, with the messages {@code duration.days} to {@code duration.seconds}, or those of another
 * form.
 */
public final class DurationWords {

    private final MessageSource messages;
    private final Locale language;
    private final String form;

    public DurationWords(MessageSource messages, Locale language) {
        this(messages, language, "duration");
    }

    /**
     * Words of another grammatical form, such as after {@code ago} in German.
     *
     * @param form what the keys of the messages begin with
     */
    public DurationWords(MessageSource messages, Locale language, String form) {
        this.messages = messages;
        this.language = language;
        this.form = form;
    }

    /** The two largest units, such as {@code 3 days 4 hours}. */
    public String of(Duration length) {
        if (length.toDays() > 0) {
            return joined(length.toDays(), "days", "hours", length.toHoursPart());
        }
        if (length.toHours() > 0) {
            return joined(length.toHours(), "hours", "minutes", length.toMinutesPart());
        }
        if (length.toMinutes() > 0) {
            return joined(length.toMinutes(), "minutes", "seconds", length.toSecondsPart());
        }
        return word("seconds", Math.max(0, length.toSeconds()));
    }

    /** The largest unit alone, such as {@code 3 days}. */
    public String largest(Duration length) {
        if (length.toDays() > 0) {
            return word("days", length.toDays());
        }
        if (length.toHours() > 0) {
            return word("hours", length.toHours());
        }
        return length.toMinutes() > 0 ? word("minutes", length.toMinutes()) : word("seconds", length.toSeconds());
    }

    private String joined(long larger, String largerUnit, String smallerUnit, int smaller) {
        String first = word(largerUnit, larger);
        return smaller == 0 ? first : first + " " + word(smallerUnit, smaller);
    }

    private String word(String unit, long count) {
        return messages.getMessage(form + "." + unit, new Object[] {count}, language);
    }
}
