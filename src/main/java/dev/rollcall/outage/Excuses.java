package dev.rollcall.outage;

import dev.rollcall.check.Checks;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.check.state.LockedCheck;
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
     * Looks at the next {@code limit} checks of the first unsettled outage. A worker that dies midway loses nothing: another
     * continues after the last batch. Returns whether there was anything to do.
     */
    @Transactional
    public boolean excuseSome(int limit) {
        Optional<Outages.Unsettled> found = outages.lockUnsettled();
        found.ifPresent(unsettled -> excuseSome(unsettled, limit));
        return found.isPresent();
    }

    private void excuseSome(Outages.Unsettled unsettled, int limit) {
        Outage outage = unsettled.outage();
        Instant now = clock.instant();
        List<CheckId> concerned = store.concerned(outage, unsettled.through(), limit);
        excuse(outage, concerned, now);
        if (concerned.size() == limit) {
            outages.settledThrough(outage, concerned.get(limit - 1).value());
        } else {
            outages.settled(outage, now);
            store.countByProject(outage)
                    .forEach((project, count) -> events.publishEvent(new ChecksExcused(outage, project, count)));
        }
    }

    private void excuse(Outage outage, List<CheckId> concerned, Instant now) {
        List<ExcuseStore.Moved> moved = new ArrayList<>();
        for (LockedCheck check : checks.lock(concerned)) {
            excused(check, outage).ifPresent(moved::add);
        }
        if (!moved.isEmpty()) {
            checks.saveExcuses(moved.stream().map(ExcuseStore.Moved::to).toList());
            store.insert(outage, moved, now);
        }
    }

    /** Empty if the check lost no ping, or if a signal since then has shown how its job is. */
    private static Optional<ExcuseStore.Moved> excused(LockedCheck check, Outage outage) {
        Instant ended = Objects.requireNonNull(outage.endedAt());
        if (!check.state().mayHaveLostPing(outage.beganAt(), ended, check.schedule(), check.grace())) {
            return Optional.empty();
        }
        Instant before = Objects.requireNonNull(check.downAfter());
        LockedCheck excused = check.with(check.state().excused(ended));
        Instant after = excused.downAfter();
        return after != null && after.isAfter(before)
                ? Optional.of(new ExcuseStore.Moved(excused, before, after))
                : Optional.empty();
    }
}
