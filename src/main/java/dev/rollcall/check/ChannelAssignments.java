package dev.rollcall.check;

import dev.rollcall.check.state.CheckId;
import dev.rollcall.project.ProjectId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Which channels get the alerts of a check. Declared here because the API shows and sets channels with the check;
 * implemented by the module that has the channels.
 */
public interface ChannelAssignments {

    /**
     * Finds the channels that a request names: {@code *} for all channels of the project, an empty text for none, or
     * ids and names separated by commas.
     *
     * @throws dev.rollcall.platform.problem.InvalidRequestException if a part names no channel or more than one
     */
    Set<UUID> resolve(ProjectId project, String channels);

    /** Replaces the channels of the check with these. */
    void assign(CheckId check, Set<UUID> channels);

    /** Returns the channels of each check, in ascending order of their ids. A check without channels may be missing. */
    Map<CheckId, List<UUID>> of(Collection<CheckId> checks);
}
