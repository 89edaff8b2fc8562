package dev.rollcall.check;

import dev.rollcall.check.state.CheckId;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A validated request to create or change a check.
 *
 * @param channels the channels of the check from now on, or null if the request does not set them
 * @param parents the checks that it depends on from now on, or null if the request does not set them
 */
record CheckChange(
        CheckRequest fields,
        @Nullable Set<UUID> channels,
        @Nullable Set<CheckId> parents) {}
