package dev.rollcall.mute;

import dev.rollcall.check.state.CheckId;
import dev.rollcall.project.ProjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A check as far as muting is concerned.
 *
 * @param snoozedUntil in the future, or null
 * @param parents the checks that it depends on
 * @param recoveredAt when it last came back from being down, or null if it never did
 */
record Subject(
        CheckId id,
        ProjectId project,
        String name,
        Set<String> tags,
        @Nullable Instant snoozedUntil,
        Duration grace,
        List<CheckId> parents,
        boolean isDown,
        @Nullable Instant recoveredAt) {}
