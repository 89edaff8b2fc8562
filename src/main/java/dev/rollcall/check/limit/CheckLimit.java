package dev.rollcall.check.limit;

import dev.rollcall.check.lookup.LookupStore;
import dev.rollcall.project.ProjectId;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Limits each project to CHECK_LIMIT checks. Requests of one project that create checks wait for each other, so two of
 * them never take the same last place.
 */
@Component
public class CheckLimit {

    /**
     * A ping may create checks up to this many times the limit, as in the published service. Otherwise a new job would
     * be unwatched, and its owner sees only the answer to a ping.
     */
    private static final int PING_FACTOR = 2;

    private final @Nullable Integer limit;
    private final LookupStore lookup;
    private final CheckCountStore counts;

    CheckLimit(CheckLimitSettings settings, LookupStore lookup, CheckCountStore counts) {
        this.limit = settings.checkLimit();
        this.lookup = lookup;
        this.counts = counts;
    }

    /** The limit of each project; empty if there is none. */
    public OptionalInt perProject() {
        return limit == null ? OptionalInt.empty() : OptionalInt.of(limit);
    }

    /**
     * If there is a limit, makes other transactions that create checks of this project wait until this one ends. Call
     * it before the other methods unless the project is locked already ({@link LookupStore#lock}). It is a statement of
     * its own, so the next one sees what others created while this one waited.
     */
    public void lock(ProjectId project) {
        if (limit != null) {
            lookup.lock(project);
        }
    }

    /**
     * Call it in the transaction that creates a check, before creating it.
     *
     * @param besides how many checks a dry run would have created, which count but are not stored
     * @throws CheckLimitReachedException if the project may not have another check
     */
    public void requireOneMore(ProjectId project, int besides) {
        if (limit != null && !hasPlace(project, (long) limit - besides)) {
            throw new CheckLimitReachedException(limit);
        }
    }

    /** Whether a ping may create a check. Call it in the transaction that creates it. */
    public boolean allowsPingToCreate(ProjectId project) {
        return limit == null || hasPlace(project, (long) limit * PING_FACTOR);
    }

    private boolean hasPlace(ProjectId project, long allowed) {
        return allowed > 0 && counts.countUpTo(allowed, project) < allowed;
    }
}
