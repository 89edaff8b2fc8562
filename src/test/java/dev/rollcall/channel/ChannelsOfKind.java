package dev.rollcall.channel;

import dev.rollcall.audit.AuditLog;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.BeanFactory;

/** The channels of the database, with a kind that a test brings along. */
public final class ChannelsOfKind {

    private ChannelsOfKind() {}

    public static Channels of(BeanFactory beans, ChannelKind kind) {
        return new Channels(
                beans.getBean(ChannelRepository.class),
                beans.getBean(AssignmentStore.class),
                List.of(kind),
                beans.getBean(AuditLog.class),
                event -> {},
                beans.getBean(Clock.class));
    }
}
