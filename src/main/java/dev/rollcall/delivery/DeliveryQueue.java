package dev.rollcall.delivery;

import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.StatusChange;
import dev.rollcall.flip.Flip;
import dev.rollcall.flip.FlipsRecorded;
import java.time.Clock;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Accepts deliveries in the transaction that records their flip: there is never a flip whose alert nobody owes. */
@Component
class DeliveryQueue {

    private final DeliveryStore deliveries;
    private final Clock clock;

    DeliveryQueue(DeliveryStore deliveries, Clock clock) {
        this.deliveries = deliveries;
        this.clock = clock;
    }

    @EventListener
    void accept(FlipsRecorded recorded) {
        List<Flip> worthTelling = recorded.flips().stream()
                .filter(flip -> isWorthTelling(flip.change()))
                .toList();
        if (!worthTelling.isEmpty()) {
            deliveries.accept(worthTelling, clock.instant());
        }
    }

    /** That a new or a paused check came up is no news. */
    private static boolean isWorthTelling(StatusChange change) {
        return change.to() == CheckStatus.DOWN || (change.to() == CheckStatus.UP && change.from() == CheckStatus.DOWN);
    }
}
