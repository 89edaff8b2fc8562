package dev.rollcall.outage;

import dev.rollcall.check.Checks;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.check.state.CheckState;
import dev.rollcall.check.state.LockedCheck;
import dev.rollcall.check.state.RunRules;
import dev.rollcall.platform.database.RefusedRow;
import dev.rollcall.platform.worker.Outage;
import dev.rollcall.platform.worker.Outages;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Settles outages: moves the deadline of every check that may have lost a ping, and records why. */
@Service
class Excuses {

    private final Outages outages;
    private final Checks checks;
    private final ExcuseStore store;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Excuses(Outages outages, Checks checks, ExcuseStore store, ApplicationEventPublisher events, Clock clock) {
        this.outages = outages;
        this.checks = checks;
        this.store = store;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Looks at the next {@code limit} checks of the first unsettled outage. A worker that dies midway loses nothing:
     * another continues after the last batch. Returns whether there was anything to do.
     *
     * @throws RefusedExcuseException if it looked at a single check, which cannot be excused
     */
    @Transactional
    public boolean excuseSome(int limit) {
        Optional<Outages.Unsettled> found = outages.lockUnsettled();
        found.ifPresent(unsettled -> excuseSome(unsettled, limit));
        return found.isPresent();
    }

    /**
     * Leaves out a check that cannot be excused, if it is the next one. Another worker may have left it out already.
     */
    @Transactional
    public void leaveOut(CheckId check) {
        outages.lockUnsettled()
                .filter(unsettled -> store.concerned(unsettled.outage(), unsettled.through(), 1)
                        .contains(check))
                .ifPresent(unsettled -> outages.settledThrough(unsettled.outage(), check.value()));
    }

    private void excuseSome(Outages.Unsettled unsettled, int limit) {
        Outage outage = unsettled.outage();
        Instant now = clock.instant();
        List<CheckId> concerned = store.concerned(outage, unsettled.through(), limit);
        try {
            excuse(outage, concerned, now);
        } catch (RuntimeException e) {
            throw concerned.size() == 1 && RefusedRow.isCauseOf(e)
                    ? new RefusedExcuseException(concerned.get(0), e)
                    : e;
        }
        if (concerned.size() == limit) {
            outages.settledThrough(outage, concerned.get(limit - 1).value());
        } else {
            outages.settled(outage, now);
            store.countByProject(outage)
                    .forEach((project, count) -> events.publishEvent(new ChecksExcused(outage, project, count)));
        }
    }

    private void excuse(Outage outage, List<CheckId> concerned, Instant now) {
        Instant ended = Objects.requireNonNull(outage.endedAt());
        List<LockedCheck> excused = new ArrayList<>();
        List<ExcuseStore.Moved> moved = new ArrayList<>();
        for (LockedCheck check : checks.lock(concerned)) {
            CheckState next = new RunRules(check).excused(outage.beganAt(), ended);
            if (!next.equals(check.state())) {
                excused.add(check.with(next));
                moved(check, check.with(next)).ifPresent(moved::add);
            }
        }
        if (!excused.isEmpty()) {
            checks.saveExcuses(excused);
            store.insert(outage, moved, now);
        }
    }

    /**
     * Empty if the deadline stays the same: a signal since then has moved it, or only a quota with a later end starts
     * again.
     */
    private static Optional<ExcuseStore.Moved> moved(LockedCheck check, LockedCheck excused) {
        Instant before = check.downAfter();
        Instant after = excused.downAfter();
        return before != null && after != null && after.isAfter(before)
                ? Optional.of(new ExcuseStore.Moved(excused, before, after))
                : Optional.empty();
    }
}
