package dev.rollcall.check;

import dev.rollcall.check.lookup.LookupStore;
import dev.rollcall.check.lookup.UpsertTurns;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.project.ProjectId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Finds checks by slug and makes those that are missing: a second door of this module, for pings. */
@Service
public class CheckSlugs {

    private final LookupStore lookup;
    private final UpsertTurns turns;
    private final Checks checks;
    private final TransactionTemplate transaction;

    CheckSlugs(LookupStore lookup, UpsertTurns turns, Checks checks, PlatformTransactionManager transactions) {
        this.lookup = lookup;
        this.turns = turns;
        this.checks = checks;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** The checks of the project that have the slug. */
    @Transactional(readOnly = true)
    public Named find(ProjectId project, String slug) {
        return new Named(lookup.find(project, slug), false);
    }

    /**
     * Like {@link #find}, but makes the check when there is none, with the defaults and every channel of the project.
     * Only one is made, even if many requests call this at once or look for a check by {@code unique}.
     */
    public Named findOrCreate(ProjectId project, String slug) {
        return turns.take(
                project,
                () -> Objects.requireNonNull(transaction.execute(status -> findOrCreateLocked(project, slug))));
    }

    private Named findOrCreateLocked(ProjectId project, String slug) {
        lookup.lock(project);
        List<CheckId> found = lookup.find(project, slug);
        return found.isEmpty()
                ? new Named(List.of(checks.create(project, withDefaults(slug)).id()), true)
                : new Named(found, false);
    }

    private static CheckRequest withDefaults(String slug) {
        return CheckRequests.of(Map.of("name", slug, "slug", slug, "channels", "*"));
    }

    /**
     * The checks that a slug names.
     *
     * @param ids at most two, which is enough to see that the slug is ambiguous
     * @param isNew whether this call made the check
     */
    public record Named(List<CheckId> ids, boolean isNew) {

        public boolean isNothing() {
            return ids.isEmpty();
        }

        public boolean isAmbiguous() {
            return ids.size() > 1;
        }
    }
}
