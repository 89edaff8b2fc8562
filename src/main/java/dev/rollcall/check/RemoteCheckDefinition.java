package dev.rollcall.check;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A check of another deploy.
 *
 * @param fields its definition, with the names of the published API
 * @param paused whether it is paused there; used only when it is created here
 * @param channels the channels of this project that get its alerts, in addition to those already assigned
 * @param parents the checks that it depends on there; those that do not exist here are left out. If null, the check
 *     here keeps its own
 */
public record RemoteCheckDefinition(
        UUID id,
        Map<String, Object> fields,
        boolean paused,
        Set<UUID> channels,
        @Nullable Set<UUID> parents) {}
