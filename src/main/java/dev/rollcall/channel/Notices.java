package dev.rollcall.channel;

import dev.rollcall.project.ProjectId;
import java.util.Collection;
import java.util.UUID;

/** Sends notices. Implemented by the module that sends alerts. */
public interface Notices {

    /**
     * Queues a notice for each of these channels of the project. It is stored in the caller's transaction and sent at
     * least once to each, after earlier notices to the same channel. Groups, unsubscribed mailboxes, and channels that
     * are deleted meanwhile are left out.
     */
    void send(ProjectId project, Notice.Content content, Collection<UUID> channels);
}
