package dev.rollcall.check;

import dev.rollcall.check.state.CheckId;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A validated request to create or change a check.
 *
 * @param channels the channels that {@code fields} names, or null when it names none and they stay as they are
 * @param parents the checks that it depends on from now on, or null when they stay as they are
 */
record CheckChange(
        CheckRequest fields,
        @Nullable Set<UUID> channels,
        @Nullable Set<CheckId> parents) {}
