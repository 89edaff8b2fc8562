package dev.rollcall.delivery;

import dev.rollcall.channel.subscription.ChannelUnsubscribed;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.StatusChange;
import dev.rollcall.flip.Flip;
import dev.rollcall.flip.FlipsRecorded;
import java.time.Clock;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Accepts deliveries in the transaction that records their flips, so no flip is stored without its deliveries. */
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
        List<Flip> alerting = recorded.flips().stream()
                .filter(flip -> needsAlert(flip.change()))
                .toList();
        if (!alerting.isEmpty()) {
            deliveries.accept(alerting, clock.instant());
        }
    }

    @EventListener
    void drop(ChannelUnsubscribed unsubscribed) {
        deliveries.drop(unsubscribed.channel(), clock.instant());
    }

    /** An alert is sent for down, for up after down, and for late. A new or paused check that comes up needs none. */
    private static boolean needsAlert(StatusChange change) {
        return change.to() == CheckStatus.DOWN
                || (change.to() == CheckStatus.UP && change.from() == CheckStatus.DOWN)
                || change.reason() == StatusChange.Reason.LATE;
    }
}
