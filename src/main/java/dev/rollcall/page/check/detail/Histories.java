package dev.rollcall.page.check.detail;

import dev.rollcall.check.state.CheckId;
import dev.rollcall.platform.process.WebProcess;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Gathers the history of a check, with four statements, and with one more for an older page of the timeline. */
@Service
@WebProcess
class Histories {

    private static final Instant FAR_FUTURE = Instant.parse("9999-12-31T00:00:00Z");
    private static final int FLIPS = 200;
    private static final int INCIDENTS = 8;
    private static final int DELIVERIES = 12;

    private final HistoryStore store;

    Histories(HistoryStore store) {
        this.store = store;
    }

    /** The timeline has the pings before this number. */
    @Transactional(readOnly = true)
    public History of(CheckId check, long before, ZoneId zone) {
        List<LoggedFlip> flips = store.flips(check, FAR_FUTURE, FLIPS);
        List<LoggedSignal> signals = store.signals(check, before, Timeline.SIGNALS + 1);
        boolean isFirst = before == Long.MAX_VALUE;
        List<TimedRun> runs = new ArrayList<>(store.runs(check, DurationChart.RUNS));
        Collections.reverse(runs);
        List<ShownIncident> incidents = ShownIncident.of(flips);
        return new History(
                flips.stream().filter(flip -> !flip.isLate()).findFirst().orElse(null),
                Timeline.of(signals, isFirst ? flips : flipsOf(check, signals), isFirst, zone),
                DurationChart.of(runs),
                incidents.subList(0, Math.min(INCIDENTS, incidents.size())),
                store.deliveries(check, DELIVERIES));
    }

    /** A flip may be older than all of the latest ones. */
    private List<LoggedFlip> flipsOf(CheckId check, List<LoggedSignal> signals) {
        return store.flips(
                check, signals.isEmpty() ? FAR_FUTURE : signals.get(0).at(), FLIPS);
    }
}
