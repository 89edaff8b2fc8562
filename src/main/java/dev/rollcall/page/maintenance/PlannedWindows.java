package dev.rollcall.page.maintenance;

import dev.rollcall.check.CheckView;
import dev.rollcall.page.schedule.ScheduleWords;
import dev.rollcall.platform.process.WebProcess;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/** Says which maintenance windows mute a check, now or later. */
@Service
@WebProcess
public class PlannedWindows {

    /** How many windows the page of a check shows. */
    private static final int MAX_SHOWN = 3;

    private final MutingStore store;
    private final ScheduleWords words;

    PlannedWindows(MutingStore store, ScheduleWords words) {
        this.store = store;
        this.words = words;
    }

    /** The windows that mute the check and are open at {@code now} or open later, with one statement. */
    public OfCheck of(CheckView check, Instant now, Locale language) {
        WindowList windows = WindowList.of(store.windowsOf(check), now);
        List<ListedWindow> planned = Stream.of(windows.open(), windows.coming())
                .flatMap(List::stream)
                .toList();
        return new OfCheck(
                planned.stream().limit(MAX_SHOWN).toList(),
                Math.max(0, planned.size() - MAX_SHOWN),
                new WindowWords(words, language));
    }

    /**
     * The windows of a check.
     *
     * @param windows some of them: the open ones first, then the first to open
     * @param more how many others there are
     * @param words for the times of a repeated window
     */
    public record OfCheck(List<ListedWindow> windows, int more, WindowWords words) {}
}
