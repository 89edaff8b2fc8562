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

    /** Lets those of these checks use the channel that are in its project. Does nothing for a check that uses it. */
    @Transactional
    public void add(ChannelView channel, Collection<CheckId> checks) {
        assignments.add(channel.id(), checks);
    }

    /** Lets every check of its project use the channel. */
    @Transactional
    public void addAll(ChannelView channel) {
        assignments.addAll(channel.id());
    }

    /** Lets these checks use the channel no longer. */
    @Transactional
    public void remove(ChannelView channel, Collection<CheckId> checks) {
        assignments.remove(channel.id(), checks);
    }
}
