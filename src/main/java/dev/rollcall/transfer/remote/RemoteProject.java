package dev.rollcall.transfer.remote;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A project of another deploy, as far as its API shows it. */
record RemoteProject(List<RemoteCheck> checks, List<RemoteChannel> channels) {

    /**
     * A check there.
     *
     * @param fields what describes it, by the names of the published API
     * @param channels the ids there of those that are told of it
     */
    record RemoteCheck(UUID id, String name, boolean paused, List<String> channels, Map<String, Object> fields) {}

    /** A channel there: where it leads to is not shown. */
    record RemoteChannel(String id, String name, String kind) {}
}
