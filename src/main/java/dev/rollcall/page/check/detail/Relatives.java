package dev.rollcall.page.check.detail;

import dev.rollcall.check.CheckView;
import dev.rollcall.check.Checks;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.page.check.Lamp;
import dev.rollcall.platform.process.WebProcess;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/**
 * Finds the checks that a check depends on, and those that depend on it. Runs one statement, or three if there are
 * any.
 */
@Service
@WebProcess
class Relatives {

    private final ChildStore children;
    private final Checks checks;
    private final Clock clock;

    Relatives(ChildStore children, Checks checks, Clock clock) {
        this.children = children;
        this.checks = checks;
        this.clock = clock;
    }

    Family of(CheckView check) {
        List<CheckId> parents =
                check.links().parents().stream().map(CheckView.Parent::id).toList();
        List<CheckId> below = children.of(check.id(), Family.MAX_CHILDREN + 1);
        List<CheckId> all = Stream.concat(parents.stream(), below.stream()).toList();
        Map<CheckId, CheckView> found = all.isEmpty() ? Map.of() : checks.find(all);
        List<CheckId> shown = below.subList(0, Math.min(Family.MAX_CHILDREN, below.size()));
        return new Family(relatives(parents, found), relatives(shown, found), shown.size() < below.size());
    }

    /** Checks that are down come first, then by name. */
    private List<Family.Relative> relatives(Collection<CheckId> ids, Map<CheckId, CheckView> found) {
        Instant now = clock.instant();
        return ids.stream()
                .flatMap(id -> Stream.ofNullable(found.get(id)))
                .map(check -> new Family.Relative(check.uniqueKey(), check.name(), Lamp.of(check, now)))
                .sorted(Comparator.comparing(Family.Relative::lamp).thenComparing(Family.Relative::name))
                .toList();
    }
}
