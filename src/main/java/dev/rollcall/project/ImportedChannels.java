package dev.rollcall.project;

import java.util.Optional;
import java.util.UUID;

/**
 * Finds the channels of a project by what the published API shows of those of another deploy, which is not where they
 * lead to. Owned here, where the task is; kept by the module that knows channels.
 */
public interface ImportedChannels {

    /** The one channel with this kind and name; empty when there is none, or more than one. */
    Optional<UUID> find(ProjectId project, String kind, String name);
}
