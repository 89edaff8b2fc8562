package dev.rollcall.page.status;

import dev.rollcall.check.schedule.Deadline;
import dev.rollcall.mute.Openings;
import dev.rollcall.page.status.StatusReport.Maintenance;
import dev.rollcall.page.status.StatusReportStore.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** When maintenance windows are open in the next days. */
final class PlannedMaintenance {

    /** How far a status page looks ahead. */
    static final Duration AHEAD = Duration.ofDays(14);

    /** The maximum number of openings that are named for one window. */
    private static final int MAX_OPENINGS = 3;

    private static final int MAX_SHOWN = 20;

    private PlannedMaintenance() {}

    /** The windows that are open, and those that open soon; the next comes first. */
    static List<Maintenance> of(List<Window> windows, Instant now) {
        return windows.stream()
                // Neither: the checks that it named are deleted.
                .filter(window -> window.isForAll() || !window.components().isEmpty())
                .flatMap(window -> of(window, now).stream())
                .sorted(Comparator.comparing(Maintenance::begins).thenComparing(Maintenance::name))
                .limit(MAX_SHOWN)
                .toList();
    }

    private static List<Maintenance> of(Window window, Instant now) {
        List<Maintenance> planned = new ArrayList<>();
        if (window.start() != null && window.end() != null) {
            planned.add(new Maintenance(window.name(), window.start(), window.end(), window.components()));
        }
        Openings openings = window.openings();
        if (openings != null) {
            Instant start = openings.starts().nextAfter(Deadline.before(now, openings.duration()));
            while (start != null && planned.size() < MAX_OPENINGS) {
                Instant end = Deadline.after(start, openings.duration());
                planned.add(new Maintenance(window.name(), start, end, window.components()));
                start = openings.starts().nextAfter(start);
            }
        }
        planned.removeIf(each -> !each.ends().isAfter(now) || each.begins().isAfter(now.plus(AHEAD)));
        return planned;
    }
}
