package dev.rollcall.channel;

import dev.rollcall.check.state.CheckId;
import java.util.Collection;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Chooses checks for one channel. {@link Channels#assign} chooses channels for one check. */
@Service
public class ChannelChecks {

    private final AssignmentStore assignments;

    ChannelChecks(AssignmentStore assignments) {
        this.assignments = assignments;
    }

    /** Lets these checks use the channel, if they are in its project. Does nothing for a check that already uses it. */
    @Transactional
    public void add(ChannelView channel, Collection<CheckId> checks) {
        assignments.add(channel.id(), checks);
    }

    /** Lets every check of its project use the channel. */
    @Transactional
    public void addAll(ChannelView channel) {
        assignments.addAll(channel.id());
    }

    /** Takes the channel from these checks. */
    @Transactional
    public void remove(ChannelView channel, Collection<CheckId> checks) {
        assignments.remove(channel.id(), checks);
    }
}
