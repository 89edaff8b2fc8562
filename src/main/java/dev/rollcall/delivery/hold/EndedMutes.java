package dev.rollcall.delivery.hold;

import dev.rollcall.mute.MutesChanged;
import java.time.Clock;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * When a person ends or changes what mutes checks, makes their deliveries due in the same transaction. A worker then
 * looks at them again, and holds back those of checks that are still muted.
 */
@Component
class EndedMutes {

    private final HoldStore store;
    private final Clock clock;

    EndedMutes(HoldStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @EventListener
    void release(MutesChanged changed) {
        store.release(changed.checks(), clock.instant());
    }
}
