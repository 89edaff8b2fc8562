package dev.rollcall.mute;

import dev.rollcall.check.state.CheckId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds which checks are muted by checks that they depend on, directly or through others. Goes from the top down, and
 * looks once at each check.
 *
 * <p>Checks that depend on each other in a circle, which only an import can create, and checks below them are not
 * muted, because one of them may be the reason for the silence.
 */
final class Ancestry {

    /**
     * A recovery that is further ahead was stored before the database's clock was set back. It would mute until the
     * clock has caught up with it.
     */
    private static final Duration MAX_AHEAD = Duration.ofMinutes(1);

    /** For each check whose ancestors were all looked at. */
    private final Map<CheckId, Trouble> troubles = new HashMap<>();

    /** Each check comes with all its ancestors. They are looked at as of {@code now}. */
    Ancestry(Collection<Subject> family, Instant now) {
        Instant latest = now.plus(MAX_AHEAD);
        Map<CheckId, Integer> missing = new HashMap<>();
        Map<CheckId, List<Subject>> children = new HashMap<>();
        Map<CheckId, Trouble> sofar = new HashMap<>();
        Deque<Subject> ready = new ArrayDeque<>();
        for (Subject check : family) {
            missing.put(check.id(), check.parents().size());
            check.parents()
                    .forEach(parent -> children.computeIfAbsent(parent, none -> new ArrayList<>())
                            .add(check));
            if (check.parents().isEmpty()) {
                ready.add(check);
            }
        }
        while (!ready.isEmpty()) {
            Subject check = ready.remove();
            Trouble above = sofar.getOrDefault(check.id(), Trouble.NONE);
            troubles.put(check.id(), above);
            Trouble own = above.with(check, latest);
            for (Subject child : children.getOrDefault(check.id(), List.of())) {
                sofar.merge(child.id(), own, Trouble::with);
                if (missing.merge(child.id(), -1, Integer::sum) == 0) {
                    ready.add(child);
                }
            }
        }
    }

    /** Empty if no ancestor mutes the check. */
    Optional<Mute> mute(Subject check, Instant now) {
        return troubles.getOrDefault(check.id(), Trouble.NONE).mute(check, now);
    }

    /**
     * The state of the ancestors of a check.
     *
     * @param down the highest one that is down, or null
     * @param recovered the one that came back last, or null
     */
    private record Trouble(@Nullable Subject down, @Nullable Subject recovered) {

        static final Trouble NONE = new Trouble(null, null);

        Trouble with(Subject check, Instant latest) {
            boolean hasRecovered =
                    check.recoveredAt() != null && !check.recoveredAt().isAfter(latest);
            return with(new Trouble(check.isDown() ? check : null, hasRecovered ? check : null));
        }

        Trouble with(Trouble other) {
            return new Trouble(down == null ? other.down : down, later(recovered, other.recovered));
        }

        Optional<Mute> mute(Subject check, Instant now) {
            if (down != null) {
                return Optional.of(new Mute(Mute.Reason.PARENT, null, down.name()));
            }
            if (recovered == null || recovered.recoveredAt() == null) {
                return Optional.empty();
            }
            Instant until = recovered.recoveredAt().plus(check.grace());
            return until.isAfter(now)
                    ? Optional.of(new Mute(Mute.Reason.PARENT, until, recovered.name()))
                    : Optional.empty();
        }

        private static @Nullable Subject later(@Nullable Subject one, @Nullable Subject other) {
            if (one == null || other == null || one.recoveredAt() == null || other.recoveredAt() == null) {
                return one == null ? other : one;
            }
            return other.recoveredAt().isAfter(one.recoveredAt()) ? other : one;
        }
    }
}
