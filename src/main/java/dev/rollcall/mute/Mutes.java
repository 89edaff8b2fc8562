package dev.rollcall.mute;

import dev.rollcall.check.state.CheckId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/** The door of this module: says which checks are muted. */
@Service
public class Mutes {

    private final MuteStore store;

    Mutes(MuteStore store) {
        this.store = store;
    }

    /**
     * The mutes of these checks at {@code now}, with one statement, or two if something may mute one of them. A check
     * that is not muted is missing. If there are several reasons, the one that ends last counts.
     */
    public Map<CheckId, Mute> of(Collection<CheckId> checks, Instant now) {
        Map<CheckId, Mute> mutes = new HashMap<>();
        all(checks, now)
                .forEach((check, all) -> all.stream().reduce(Mute::later).ifPresent(mute -> mutes.put(check, mute)));
        return mutes;
    }

    /** All mutes of a check at {@code now}, with as many statements. */
    public List<Mute> of(CheckId check, Instant now) {
        return all(List.of(check), now).getOrDefault(check, List.of());
    }

    private Map<CheckId, List<Mute>> all(Collection<CheckId> checks, Instant now) {
        if (checks.isEmpty() || !store.mayBeMuted(checks)) {
            return Map.of();
        }
        MuteStore.Found found = store.find(checks, now);
        var ancestry = new Ancestry(found.family(), now);
        Set<CheckId> asked = Set.copyOf(checks);
        Map<CheckId, List<Mute>> mutes = new HashMap<>();
        for (Subject check : found.family()) {
            if (asked.contains(check.id())) {
                mutes.put(check.id(), mutes(check, found, ancestry, now).toList());
            }
        }
        return mutes;
    }

    private static Stream<Mute> mutes(Subject check, MuteStore.Found found, Ancestry ancestry, Instant now) {
        Stream<Mute> windows =
                found.windows().stream().filter(window -> window.mutes(check)).map(OpenWindow::mute);
        Stream<Mute> snooze = Optional.ofNullable(check.snoozedUntil()).stream()
                .map(until -> new Mute(Mute.Reason.SNOOZE, until, ""));
        return Stream.of(windows, snooze, ancestry.mute(check, now).stream()).flatMap(stream -> stream);
    }
}
