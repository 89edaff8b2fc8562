package dev.rollcall.whatif;

import dev.rollcall.check.CheckRequest;
import dev.rollcall.check.CheckSettings;
import dev.rollcall.check.Checks;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.check.state.CheckState;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.LockedCheck;
import dev.rollcall.check.state.RunLimits;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.project.ProjectId;
import dev.rollcall.whatif.PastEvent.Pinged;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The door of this module: replays the stored pings of a check against settings that are not saved. */
@Service
@WebProcess
public class WhatIfs {

    private final Checks checks;
    private final PastStore past;
    private final CheckSettings settings;
    private final Clock clock;

    WhatIfs(Checks checks, PastStore past, CheckSettings settings, Clock clock) {
        this.checks = checks;
        this.past = past;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * What the check would have reported with these fields. They are those of an update and must obey the same rules.
     * Only schedule, grace time and expectations of runs have an effect, because pings are stored as they were read.
     *
     * @throws dev.rollcall.platform.problem.InvalidRequestException as for an update
     * @throws dev.rollcall.check.CheckNotFoundException if there is no such check
     */
    @Transactional(readOnly = true)
    public WhatIf ask(ProjectId project, CheckId id, CheckRequest fields) {
        LockedCheck edited = checks.preview(project, id, fields);
        Instant now = clock.instant();
        List<Pinged> pings = past.pings(id);
        Instant from = pings.isEmpty() ? null : pings.get(0).at();
        LockedCheck before = edited.with(stateBefore(id, pings));
        var lateness = new Lateness(before);
        var replay = new Replay(before);
        if (from != null) {
            List<PastEvent> events = events(id, pings, from, now);
            events.forEach(lateness::add);
            events.forEach(replay::apply);
            replay.silence(now);
        }
        Duration usual = lateness.usual().orElse(null);
        return new WhatIf(
                from,
                now,
                pings.size(),
                replay.alerts(),
                from == null ? List.of() : past.alerts(id, from),
                usual,
                usual == null || !usesGrace(edited) ? null : GraceSteps.above(usual, settings.minPeriod()),
                lateness.runs(),
                lateness.missed());
    }

    private List<PastEvent> events(CheckId id, List<Pinged> pings, Instant from, Instant until) {
        List<PastEvent> events = new ArrayList<>(pings);
        events.addAll(past.userChanges(id, from));
        events.addAll(past.outages(from, until));
        events.sort(Comparator.comparing(PastEvent::at));
        return events;
    }

    /** The state before the first stored ping, as far as known: older pings are gone, but their last flip is not. */
    private CheckState stateBefore(CheckId id, List<Pinged> pings) {
        if (pings.isEmpty() || pings.get(0).n() == 1) {
            return CheckState.NEW;
        }
        Pinged first = pings.get(0);
        CheckStatus status = past.statusBefore(id, first.at()).orElse(CheckStatus.UP);
        return new CheckState(status, first.n() - 1, null, null, null, null);
    }

    /** Whether the grace time decides anything: limits of a run replace it. */
    private static boolean usesGrace(LockedCheck check) {
        RunLimits limits = check.policy().runs().limits();
        return limits.startGrace() == null && limits.maxDuration() == null;
    }
}
