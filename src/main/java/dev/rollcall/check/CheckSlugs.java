package dev.rollcall.check;

import dev.rollcall.audit.Actor;
import dev.rollcall.audit.AuditAction;
import dev.rollcall.audit.AuditLog;
import dev.rollcall.check.limit.CheckLimit;
import dev.rollcall.check.lookup.LookupStore;
import dev.rollcall.check.lookup.UpsertTurns;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.platform.api.ContractVersion;
import dev.rollcall.project.ProjectId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** The second door of this module, for pings: finds checks by slug and creates missing ones. */
@Service
public class CheckSlugs {

    private final LookupStore lookup;
    private final UpsertTurns turns;
    private final CheckLimit limit;
    private final CheckDefinitions definitions;
    private final AuditLog audit;
    private final TransactionTemplate transaction;

    CheckSlugs(
            LookupStore lookup,
            UpsertTurns turns,
            CheckLimit limit,
            CheckDefinitions definitions,
            AuditLog audit,
            PlatformTransactionManager transactions) {
        this.lookup = lookup;
        this.turns = turns;
        this.limit = limit;
        this.definitions = definitions;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Finds the checks of the project that have the slug. */
    @Transactional(readOnly = true)
    public Named find(ProjectId project, String slug) {
        return new Named(lookup.find(project, slug), false);
    }

    /**
     * Like {@link #find}, but creates the check if there is none, with the default values and all channels of the
     * project. Only one is created, however many callers do this or upsert by {@code unique} at once. Finds nothing if
     * the project may not have another check.
     */
    public Named findOrCreate(ProjectId project, String slug) {
        return turns.take(
                project,
                () -> Objects.requireNonNull(transaction.execute(status -> findOrCreateLocked(project, slug))));
    }

    private Named findOrCreateLocked(ProjectId project, String slug) {
        CheckChange change = definitions.prepare(project, withDefaults(slug));
        lookup.lock(project);
        List<CheckId> found = lookup.find(project, slug);
        return found.isEmpty() && limit.allowsPingToCreate(project)
                ? new Named(List.of(create(project, slug, change)), true)
                : new Named(found, false);
    }

    private CheckId create(ProjectId project, String slug, CheckChange change) {
        CheckId created = definitions.create(project, CheckId.random(), change, ContractVersion.V3);
        audit.recordAs(Actor.PING, List.of(project.value()), AuditAction.CHECK_CREATED, slug, "");
        return created;
    }

    private static CheckRequest withDefaults(String slug) {
        return CheckRequests.of(Map.of("name", slug, "slug", slug, "channels", "*"));
    }

    /**
     * The checks that have a slug.
     *
     * @param ids at most two: two mean that the slug is ambiguous
     * @param isNew whether this call created the check
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
