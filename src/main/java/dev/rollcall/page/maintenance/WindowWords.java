package dev.rollcall.page.maintenance;

import dev.rollcall.mute.Openings;
import dev.rollcall.page.schedule.ScheduleWords;
import java.util.Locale;

/** Says in the reader's language when a repeated window opens. */
public final class WindowWords {

    private final ScheduleWords words;
    private final Locale language;

    WindowWords(ScheduleWords words, Locale language) {
        this.words = words;
        this.language = language;
    }

    /** {@code every day at 02:00 Riga time}. */
    public String starts(Openings openings) {
        return words.of(openings.starts(), language);
    }
}
