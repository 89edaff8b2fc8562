package dev.rollcall.delivery.hold;

import dev.rollcall.channel.Channels;
import java.time.Clock;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * When a person changes the settings of a channel, makes the deliveries due that it holds back, in the same
 * transaction. A worker then decides again, by the new settings.
 */
@Component
class ChangedChannels {

    private final HoldStore store;
    private final Clock clock;

    ChangedChannels(HoldStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @EventListener
    void release(Channels.SettingsChanged changed) {
        store.release(changed.channel(), clock.instant());
    }
}
