package dev.rollcall.flip;

import dev.rollcall.check.state.CheckId;
import dev.rollcall.check.state.StatusChange;
import dev.rollcall.platform.api.CursorRequest.Cursor;
import dev.rollcall.platform.api.Part;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The door of this module: stores status changes and tells, in the same transaction, that it did. */
@Service
public class Flips {

    private final FlipStore flips;
    private final FlipSettings settings;
    private final ApplicationEventPublisher events;

    Flips(FlipStore flips, FlipSettings settings, ApplicationEventPublisher events) {
        this.flips = flips;
        this.settings = settings;
        this.events = events;
    }

    /** Stores the changes. Only within the transaction that changes the statuses: both are kept, or neither. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(List<StatusChange> changes) {
        if (!changes.isEmpty()) {
            tell(flips.insert(changes));
        }
    }

    /** The flips of a check after this position, the latest first. */
    @Transactional(readOnly = true)
    Part<Flip, Cursor<Long>> of(CheckId check, FlipPeriod period, @Nullable Cursor<Long> after) {
        return flips.of(check, period, after);
    }

    /** The time before which flips, and what hangs on them, are past their retention. */
    public Instant keptSince(Instant now) {
        return settings.keptSince(now);
    }

    /** Downs overdue checks, at most {@code limit}. Returns how many checks it looked at. */
    @Transactional
    public int flipOverdue(Instant now, int limit) {
        FlipStore.Sweep sweep = flips.flipOverdue(now, limit);
        tell(sweep.flipped());
        return sweep.looked();
    }

    @EventListener
    void changedByUser(StatusChange change) {
        tell(flips.insert(List.of(change)));
    }

    private void tell(List<Flip> recorded) {
        if (!recorded.isEmpty()) {
            events.publishEvent(new FlipsRecorded(recorded));
        }
    }
}
