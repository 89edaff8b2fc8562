package dev.rollcall.check.dependency;

import dev.rollcall.check.state.CheckId;
import dev.rollcall.check.state.NamedCheckStore;
import dev.rollcall.platform.problem.InvalidRequestException;
import dev.rollcall.project.ProjectId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sets which other checks a check depends on. */
@Component
public class Dependencies {

    /** The maximum number of checks that a check may depend on. */
    public static final int MAX_PARENTS = 10;

    private static final String FIELD = "depends_on";

    private final DependencyStore store;
    private final NamedCheckStore checks;

    Dependencies(DependencyStore store, NamedCheckStore checks) {
        this.store = store;
        this.checks = checks;
    }

    /**
     * Finds the checks that a request names.
     *
     * @throws InvalidRequestException if an item is not the id of a check of this project
     */
    public Set<CheckId> resolve(ProjectId project, List<@Nullable String> ids) {
        return checks.find(project, ids).orElseThrow(Dependencies::unknown);
    }

    /**
     * Replaces the parents of the check with these. A parent that is deleted at the same time is left out.
     *
     * @throws InvalidRequestException if a check would depend on itself, directly or by way of others
     */
    public void replace(ProjectId project, CheckId check, Set<CheckId> parents) {
        Set<CheckId> added = new HashSet<>(parents);
        added.removeAll(store.parents(check));
        if (!added.isEmpty()) {
            store.lock(project);
            refuseCircle(check, added);
        }
        store.replace(check, parents);
    }

    private void refuseCircle(CheckId check, Set<CheckId> added) {
        if (added.contains(check)) {
            throw new InvalidRequestException(Map.of(FIELD, "names the check itself"));
        }
        if (store.dependOn(added, check)) {
            throw new InvalidRequestException(Map.of(
                    FIELD,
                    InvalidRequestException.withCure(
                            "makes a circle", "one of these checks depends on this check already")));
        }
    }

    private static InvalidRequestException unknown() {
        return InvalidRequestException.item(FIELD, "is not the id of a check of this project");
    }
}
