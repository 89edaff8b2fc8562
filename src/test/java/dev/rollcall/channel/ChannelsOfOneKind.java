package dev.rollcall.channel;

import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ListableBeanFactory;

/** The channels of the database, as if there were one kind only. */
public final class ChannelsOfOneKind {

    private ChannelsOfOneKind() {}

    public static Channels of(ChannelKind kind, ListableBeanFactory beans, Clock clock) {
        return new Channels(
                beans.getBean(ChannelRepository.class), beans.getBean(AssignmentStore.class), List.of(kind), clock);
    }
}
