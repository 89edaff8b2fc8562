package dev.rollcall.flip;

import dev.rollcall.check.state.CheckId;
import dev.rollcall.check.state.StatusChange;
import dev.rollcall.platform.api.CursorRequest.Cursor;
import dev.rollcall.platform.api.ListPart;
import dev.rollcall.platform.telemetry.Traces;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The door of this module. It stores status changes and publishes {@link FlipsRecorded} in the same transaction. */
@Service
public class Flips {

    private final FlipStore flips;
    private final SweepStore sweeps;
    private final FlipSettings settings;
    private final Traces traces;
    private final ApplicationEventPublisher events;

    Flips(FlipStore flips, SweepStore sweeps, FlipSettings settings, Traces traces, ApplicationEventPublisher events) {
        this.flips = flips;
        this.sweeps = sweeps;
        this.settings = settings;
        this.traces = traces;
        this.events = events;
    }

    /**
     * Stores the changes, in this order. Must be called in the transaction that changes the statuses: both are
     * committed or neither is. The caller has locked the state of each check.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(List<StatusChange> changes) {
        if (!changes.isEmpty()) {
            publish(flips.insert(changes));
        }
    }

    /** Lists the flips of a check after this position, the latest first. */
    @Transactional(readOnly = true)
    ListPart<Flip, Cursor<Long>> of(CheckId check, FlipPeriod period, @Nullable Cursor<Long> after) {
        return flips.of(check, period, after);
    }

    /** Flips before this time, and their deliveries, are past their retention. */
    public Instant keptSince(Instant now) {
        return settings.keptSince(now);
    }

    /**
     * Flips overdue checks to DOWN, and records those that are late. Looks at no more than {@code limit} of the checks
     * that are chosen, and returns that number.
     */
    @Transactional
    int flipOverdue(Instant now, int limit, SweepStore.Choice choice) {
        SweepStore.Sweep sweep = traces.of(
                "sweep",
                place -> sweeps.flipOverdue(now, limit, choice, place),
                done -> done.flipped().size());
        publish(sweep.flipped());
        return sweep.lookedAt();
    }

    @EventListener
    void changedByUser(StatusChange change) {
        publish(flips.insert(List.of(change.tracedAt(traces.current()))));
    }

    private void publish(List<Flip> recorded) {
        if (!recorded.isEmpty()) {
            events.publishEvent(new FlipsRecorded(recorded));
        }
    }
}
