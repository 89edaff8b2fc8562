package dev.rollcall.mute.maintenance;

import dev.rollcall.check.state.CheckId;
import java.util.List;

/**
 * The checks that a maintenance window names, in the order of their ids.
 *
 * @param uniqueKeys stand for the ids where these must not be shown, in the same order
 */
public record WindowChecks(List<CheckId> ids, List<String> uniqueKeys) {

    static final WindowChecks NONE = new WindowChecks(List.of(), List.of());
}
