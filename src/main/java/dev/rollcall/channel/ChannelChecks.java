package dev.rollcall.channel;

import dev.rollcall.audit.AuditAction;
import dev.rollcall.audit.AuditLog;
import dev.rollcall.check.state.CheckId;
import java.util.Collection;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Chooses checks for one channel. {@link Channels#assign} chooses channels for one check. */
@Service
public class ChannelChecks {

    /** In the audit log: which part of the channel was changed. */
    private static final String CHECKS = "checks";

    private final AssignmentStore assignments;
    private final AuditLog audit;

    ChannelChecks(AssignmentStore assignments, AuditLog audit) {
        this.assignments = assignments;
        this.audit = audit;
    }

    /**
     * Assigns the channel to some checks, if they are in its project, and removes it from others. All or nothing.
     *
     * @param chosen those that use it from now on
     * @param others those that do not
     */
    @Transactional
    public void choose(ChannelView channel, Collection<CheckId> chosen, Collection<CheckId> others) {
        record(channel, assignments.add(channel.id(), chosen) + assignments.remove(channel.id(), others));
    }

    /** Lets every check of its project use the channel. */
    @Transactional
    public void chooseAll(ChannelView channel) {
        record(channel, assignments.addAll(channel.id()));
    }

    private void record(ChannelView channel, int changed) {
        if (changed > 0) {
            audit.record(channel.project().value(), AuditAction.CHANNEL_CHANGED, channel.name(), CHECKS);
        }
    }
}
