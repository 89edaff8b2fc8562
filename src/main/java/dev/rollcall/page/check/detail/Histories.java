package dev.rollcall.page.check.detail;

import dev.rollcall.check.state.CheckId;
import dev.rollcall.platform.process.WebProcess;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Gathers the history of a check, with four statements. */
@Service
@WebProcess
class Histories {

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
        List<LoggedFlip> flips = store.flips(check, FLIPS);
        List<TimedRun> runs = new ArrayList<>(store.runs(check, DurationChart.RUNS));
        Collections.reverse(runs);
        List<ShownIncident> incidents = ShownIncident.of(flips);
        return new History(
                flips.stream().filter(flip -> !flip.isLate()).findFirst().orElse(null),
                Timeline.of(store.signals(check, before, Timeline.SIGNALS + 1), flips, before == Long.MAX_VALUE, zone),
                DurationChart.of(runs),
                incidents.subList(0, Math.min(INCIDENTS, incidents.size())),
                store.deliveries(check, DELIVERIES));
    }
}
