package dev.rollcall.page.check.detail;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Pings and flips of a check by day, latest first.
 *
 * @param older older pings have numbers below this one; null if there are none
 */
record Timeline(List<Day> days, @Nullable Long older) {

    /** Pings on a page. */
    static final int SIGNALS = 20;

    /**
     * Merges pings and flips. Each flip is on one page: that of the latest ping at its time or before it.
     *
     * @param signals latest first; one more than a page has, if there are as many
     * @param flips latest first; those that belong to other pages are left out
     * @param isFirst whether this is the page with the latest pings
     */
    static Timeline of(List<LoggedSignal> signals, List<LoggedFlip> flips, boolean isFirst, ZoneId zone) {
        boolean isLast = signals.size() <= SIGNALS;
        List<LoggedSignal> shown = isLast ? signals : signals.subList(0, SIGNALS);
        Instant after = isLast ? Instant.MIN : signals.get(SIGNALS).at();
        Instant to = isFirst || shown.isEmpty() ? Instant.MAX : shown.get(0).at();
        List<Entry> entries = Stream.concat(
                        withoutEndedStarts(shown).stream().map(signal -> new Entry(signal.at(), signal, null)),
                        flips.stream()
                                .filter(flip ->
                                        flip.at().isAfter(after) && !flip.at().isAfter(to))
                                .map(flip -> new Entry(flip.at(), null, flip)))
                .sorted(Comparator.comparing(Entry::at).reversed())
                .toList();
        return new Timeline(
                byDay(entries, zone),
                isLast ? null : shown.get(shown.size() - 1).n());
    }

    /** A start says nothing more once its run has ended: the end says how long the run took. */
    private static List<LoggedSignal> withoutEndedStarts(List<LoggedSignal> latestFirst) {
        List<LoggedSignal> shown = new ArrayList<>();
        LoggedSignal later = null;
        for (LoggedSignal signal : latestFirst) {
            if (later == null || later.took() == null || !signal.kind().equals("START")) {
                shown.add(signal);
            }
            later = signal;
        }
        return shown;
    }

    private static List<Day> byDay(List<Entry> entries, ZoneId zone) {
        List<Day> days = new ArrayList<>();
        for (Entry entry : entries) {
            LocalDate date = LocalDate.ofInstant(entry.at(), zone);
            if (days.isEmpty() || !days.get(days.size() - 1).date().equals(date)) {
                days.add(new Day(date, new ArrayList<>()));
            }
            days.get(days.size() - 1).entries().add(entry);
        }
        return days;
    }

    /** What happened on one day of the reader. */
    record Day(LocalDate date, List<Entry> entries) {}

    /** A ping or a flip; the other one is null. */
    record Entry(
            Instant at,
            @Nullable LoggedSignal signal,
            @Nullable LoggedFlip flip) {}
}
