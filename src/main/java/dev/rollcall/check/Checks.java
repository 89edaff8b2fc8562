package dev.rollcall.check;

import dev.rollcall.audit.AuditAction;
import dev.rollcall.audit.AuditLog;
import dev.rollcall.check.limit.CheckLimit;
import dev.rollcall.check.lookup.LookupStore;
import dev.rollcall.check.lookup.UniqueFields;
import dev.rollcall.check.lookup.UpsertTurns;
import dev.rollcall.check.state.CheckEdited;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.check.state.CheckState;
import dev.rollcall.check.state.CheckStateStore;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.LockedCheck;
import dev.rollcall.check.state.StatusChange;
import dev.rollcall.platform.api.ContractVersion;
import dev.rollcall.platform.log.RequestId;
import dev.rollcall.project.ProjectId;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** The door of this module: creates, shows, changes and locks checks. */
@Service
public class Checks {

    private static final Pattern UNIQUE_KEY = Pattern.compile("[0-9A-Za-z]{40}");

    private final CheckDefinitions definitions;
    private final LookupStore lookup;
    private final UpsertTurns turns;
    private final CheckLimit limit;
    private final CheckStore views;
    private final CheckStateStore states;
    private final ChannelAssignments channels;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Checks(
            CheckDefinitions definitions,
            LookupStore lookup,
            UpsertTurns turns,
            CheckLimit limit,
            CheckStore views,
            CheckStateStore states,
            ChannelAssignments channels,
            AuditLog audit,
            ApplicationEventPublisher events,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.definitions = definitions;
        this.lookup = lookup;
        this.turns = turns;
        this.limit = limit;
        this.views = views;
        this.states = states;
        this.channels = channels;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Returns one check of the project. */
    @Transactional(readOnly = true)
    public CheckView get(ProjectId project, CheckId id) {
        return inProject(project, views.find(id));
    }

    /** Whether the text has the form of a unique key. */
    static boolean isUniqueKey(String text) {
        return UNIQUE_KEY.matcher(text).matches();
    }

    /**
     * Returns one check of the project by its id or by its unique key, which does not allow a caller to ping it.
     *
     * @throws CheckNotFoundException if the project has no check with this key, or if no check has this id
     * @throws CheckForbiddenException if the check with this id belongs to another project
     */
    @Transactional(readOnly = true)
    public CheckView named(ProjectId project, String idOrUniqueKey) {
        if (isUniqueKey(idOrUniqueKey)) {
            return inProject(
                    project,
                    views.findByUniqueKey(idOrUniqueKey)
                            .filter(check -> check.project().equals(project)));
        }
        return get(project, CheckId.parse(idOrUniqueKey).orElseThrow(CheckNotFoundException::new));
    }

    /** Finds a check of any project; empty if it was deleted. For other modules, never for a request. */
    @Transactional(readOnly = true)
    public Optional<CheckView> find(CheckId id) {
        return views.find(id).map(this::withChannels);
    }

    /** Finds checks of any project; deleted ones are missing. For other modules, never for a request. */
    @Transactional(readOnly = true)
    public Map<CheckId, CheckView> find(Collection<CheckId> ids) {
        return withChannels(views.find(ids)).stream().collect(Collectors.toMap(CheckView::id, Function.identity()));
    }

    /** Creates a check if {@link CheckLimit} allows the project another one. */
    @Transactional
    public CheckView create(ProjectId project, CheckRequest fields) {
        return create(project, CheckId.random(), fields, 0);
    }

    /** Creates a check with its id of another deploy. A dry run has rolled back {@code besides} others before. */
    @Transactional
    CheckView create(ProjectId project, CheckId id, CheckRequest fields, int besides) {
        CheckChange change = definitions.prepare(project, fields);
        limit.lock(project);
        limit.requireOneMore(project, besides);
        definitions.create(project, id, change, ContractVersion.V3);
        return recorded(AuditAction.CHECK_CREATED, get(project, id));
    }

    /**
     * Changes the check that {@code unique} selects, or creates one if there is none and {@link CheckLimit} allows it.
     */
    public UpsertedCheck save(ProjectId project, CheckRequest fields, ContractVersion version) {
        Optional<UniqueFields> wanted = fields.uniqueFields();
        if (wanted.isEmpty() && limit.perProject().isEmpty()) {
            return inTransaction(() -> saveNew(project, definitions.prepare(project, fields), version));
        }
        return turns.take(
                project,
                () -> inTransaction(() -> {
                    CheckChange change = definitions.prepare(project, fields);
                    lookup.lock(project);
                    return wanted.map(unique -> upsert(project, unique, change, version))
                            .orElseGet(() -> saveNew(project, change, version));
                }));
    }

    /** Changes the fields that are set. A new schedule counts from the last ping and takes effect at once. */
    @Transactional
    public CheckView update(ProjectId project, CheckId id, CheckRequest fields, ContractVersion version) {
        CheckChange change = definitions.prepare(project, fields);
        return edit(lock(project, id), change, version);
    }

    /**
     * The check as {@link #update} would leave it with these fields. The request must obey the same rules. Nothing is
     * changed, and the check is not locked.
     */
    @Transactional(readOnly = true)
    public LockedCheck preview(ProjectId project, CheckId id, CheckRequest fields) {
        CheckChange change = definitions.prepare(project, fields);
        CheckView now = get(project, id);
        return definitions.preview(
                new LockedCheck(id, project, now.schedule(), now.grace(), now.policy(), now.state()), change);
    }

    /** Pauses the check: it is not watched until it is pinged or resumed. */
    @Transactional
    public CheckView pause(ProjectId project, CheckId id) {
        return change(lock(project, id), CheckState::paused, AuditAction.CHECK_PAUSED);
    }

    /** Resumes a paused check: its status is new again. */
    @Transactional
    public CheckView resume(ProjectId project, CheckId id) {
        LockedCheck locked = lock(project, id);
        if (locked.state().status() != CheckStatus.PAUSED) {
            throw new CheckNotPausedException();
        }
        return change(locked, CheckState::resumed, AuditAction.CHECK_RESUMED);
    }

    /** Deletes the check with everything that is stored about it. Returns the check as it was. */
    @Transactional
    public CheckView delete(ProjectId project, CheckId id) {
        // Locks the state before the delete takes its locks, in the same order as a ping.
        lock(project, id);
        CheckView last = get(project, id);
        definitions.delete(id);
        return recorded(AuditAction.CHECK_DELETED, last);
    }

    /**
     * Locks the states of these checks until the transaction ends. Ids without a check are left out. Locks are taken in
     * the order of the ids, so two callers cannot deadlock.
     */
    @Transactional
    public List<LockedCheck> lock(Collection<CheckId> ids) {
        return states.lock(ids);
    }

    /** Writes the states and deadlines of locked checks. */
    @Transactional
    public void save(Collection<LockedCheck> checks) {
        states.save(checks);
    }

    /** Writes the states of locked checks, with their excuses. */
    @Transactional
    public void saveExcuses(Collection<LockedCheck> checks) {
        states.saveExcuses(checks);
    }

    private UpsertedCheck upsert(ProjectId project, UniqueFields wanted, CheckChange change, ContractVersion version) {
        Optional<LockedCheck> found = lookup.find(project, wanted)
                .flatMap(id -> states.lock(List.of(id)).stream().findFirst());
        if (found.isEmpty()) {
            return saveNew(project, change, version);
        }
        return new UpsertedCheck(edit(found.get(), change, version), false);
    }

    private UpsertedCheck saveNew(ProjectId project, CheckChange change, ContractVersion version) {
        limit.requireOneMore(project, 0);
        CheckId created = definitions.create(project, CheckId.random(), change, version);
        return new UpsertedCheck(recorded(AuditAction.CHECK_CREATED, get(project, created)), true);
    }

    private CheckView edit(LockedCheck locked, CheckChange change, ContractVersion version) {
        CheckView before = get(locked.project(), locked.id());
        definitions.update(locked, change, version);
        events.publishEvent(new CheckEdited(locked.id()));
        CheckView after = get(locked.project(), locked.id());
        // Scripts send the same definition again and again.
        return after.equals(before) ? after : recorded(AuditAction.CHECK_CHANGED, after);
    }

    private CheckView recorded(AuditAction action, CheckView check) {
        audit.record(check.project().value(), action, check.shownName());
        return check;
    }

    private <T> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(status -> work.get()));
    }

    private LockedCheck lock(ProjectId project, CheckId id) {
        LockedCheck locked = states.lock(List.of(id)).stream().findFirst().orElseThrow(CheckNotFoundException::new);
        if (!locked.project().equals(project)) {
            throw new CheckForbiddenException();
        }
        return locked;
    }

    private CheckView change(LockedCheck locked, UnaryOperator<CheckState> transition, AuditAction action) {
        CheckState next = transition.apply(locked.state());
        states.save(List.of(locked.with(next)));
        CheckView changed = get(locked.project(), locked.id());
        if (next.status() != locked.state().status()) {
            recorded(action, changed);
            events.publishEvent(new StatusChange(
                    locked.id(),
                    locked.state().status(),
                    next.status(),
                    StatusChange.Reason.USER,
                    clock.instant(),
                    RequestId.current()));
        }
        return changed;
    }

    private CheckView inProject(ProjectId project, Optional<CheckView> found) {
        CheckView check = found.orElseThrow(CheckNotFoundException::new);
        if (!check.project().equals(project)) {
            throw new CheckForbiddenException();
        }
        return withChannels(check);
    }

    private CheckView withChannels(CheckView check) {
        return withChannels(List.of(check)).get(0);
    }

    private List<CheckView> withChannels(List<CheckView> found) {
        var assigned = channels.of(found.stream().map(CheckView::id).toList());
        return found.stream()
                .map(check -> check.withChannels(assigned.getOrDefault(check.id(), List.of())))
                .toList();
    }
}
