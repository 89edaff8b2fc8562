package dev.rollcall.transfer.remote;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The parts of a project in another deploy that its API shows. */
record RemoteProject(List<RemoteCheck> checks, List<RemoteChannel> channels, List<RemoteWindow> windows) {

    /**
     * A check in the other deploy.
     *
     * @param channels the ids there of its channels
     * @param parents the ids of the checks that it depends on; null if that deploy knows no dependencies
     * @param fields its definition, by the field names of the published API
     */
    record RemoteCheck(
            UUID id,
            String name,
            boolean paused,
            List<String> channels,
            @Nullable Set<UUID> parents,
            Map<String, Object> fields) {}

    /** A channel in the other deploy. The API does not show its address. */
    record RemoteChannel(String id, String name, String kind) {}

    /**
     * A maintenance window in the other deploy.
     *
     * @param fields its definition, by the field names of our API
     */
    record RemoteWindow(String id, String name, Map<String, Object> fields) {}
}
