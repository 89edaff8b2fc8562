package dev.rollcall.check;

import dev.rollcall.check.state.CheckId;
import dev.rollcall.project.ProjectId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Which channels are told about which check. Owned by this module because the API shows and sets it with the check;
 * kept by the module that knows channels.
 */
public interface ChannelAssignments {

    /**
     * Finds what a request names: {@code *} for all channels of the project, nothing for none, or ids and names
     * separated by commas.
     *
     * @throws dev.rollcall.platform.InvalidRequestException when a part names no channel, or more than one
     */
    Set<UUID> resolve(ProjectId project, String channels);

    /** Makes these the channels of the check, instead of those it had. */
    void assign(CheckId check, Set<UUID> channels);

    /** The channels of each check, in ascending order of their ids; a check without any may be missing. */
    Map<CheckId, List<UUID>> of(Collection<CheckId> checks);
}
