package dev.rollcall.check;

import dev.rollcall.check.lookup.UniqueFields;
import dev.rollcall.check.lookup.UniqueStore;
import dev.rollcall.check.lookup.UpsertTurns;
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

/** The door of this module: makes, shows, changes and locks checks. */
@Service
public class Checks {

    private static final Pattern UNIQUE_KEY = Pattern.compile("[0-9A-Za-z]{40}");

    private final CheckDefinitions definitions;
    private final UniqueStore uniques;
    private final UpsertTurns turns;
    private final CheckStore views;
    private final CheckStateStore states;
    private final ChannelAssignments channels;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Checks(
            CheckDefinitions definitions,
            UniqueStore uniques,
            UpsertTurns turns,
            CheckStore views,
            CheckStateStore states,
            ChannelAssignments channels,
            ApplicationEventPublisher events,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.definitions = definitions;
        this.uniques = uniques;
        this.turns = turns;
        this.views = views;
        this.states = states;
        this.channels = channels;
        this.events = events;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** One check of the project. */
    @Transactional(readOnly = true)
    public CheckView get(ProjectId project, CheckId id) {
        return inProject(project, views.find(id));
    }

    /** Whether the text has the form of a unique key. */
    static boolean isUniqueKey(String text) {
        return UNIQUE_KEY.matcher(text).matches();
    }

    /**
     * One check of the project, by its id or by its unique key.
     *
     * @throws CheckNotFoundException when the project has no check with this key, or no project has one with this id
     * @throws CheckForbiddenException when the check with this id belongs to another project
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

    /** One check, whoever's it is; empty when it was deleted. For other modules, never for a request. */
    @Transactional(readOnly = true)
    public Optional<CheckView> find(CheckId id) {
        return views.find(id).map(this::withChannels);
    }

    /** Those of the checks that were not deleted, whoever's they are. For other modules, never for a request. */
    @Transactional(readOnly = true)
    public Map<CheckId, CheckView> find(Collection<CheckId> ids) {
        return withChannels(views.find(ids)).stream().collect(Collectors.toMap(CheckView::id, Function.identity()));
    }

    /** Makes a check. */
    @Transactional
    public CheckView create(ProjectId project, CheckRequest fields) {
        return create(project, CheckId.random(), fields);
    }

    /** Makes a check under an id that it has had elsewhere. */
    @Transactional
    CheckView create(ProjectId project, CheckId id, CheckRequest fields) {
        definitions.create(project, id, definitions.prepare(project, fields), ContractVersion.V3);
        return get(project, id);
    }

    /** Changes the check that the fields mean by {@code unique}, or makes one when there is none. */
    public UpsertedCheck save(ProjectId project, CheckRequest fields, ContractVersion version) {
        return fields.uniqueFields()
                .map(wanted -> turns.take(
                        project,
                        () -> inTransaction(() -> {
                            CheckChange change = definitions.prepare(project, fields);
                            uniques.lock(project);
                            return upsert(project, wanted, change, version);
                        })))
                .orElseGet(() -> inTransaction(() -> saveNew(project, definitions.prepare(project, fields), version)));
    }

    /** Changes what the fields set. A new schedule counts from the last ping, and at once. */
    @Transactional
    public CheckView update(ProjectId project, CheckId id, CheckRequest fields, ContractVersion version) {
        CheckChange change = definitions.prepare(project, fields);
        definitions.update(lock(project, id), change, version);
        return get(project, id);
    }

    /** Stops watching the check until it is pinged or resumed. */
    @Transactional
    public CheckView pause(ProjectId project, CheckId id) {
        return change(lock(project, id), CheckState::paused);
    }

    /** Makes a paused check new again. */
    @Transactional
    public CheckView resume(ProjectId project, CheckId id) {
        LockedCheck locked = lock(project, id);
        if (locked.state().status() != CheckStatus.PAUSED) {
            throw new CheckNotPausedException();
        }
        return change(locked, CheckState::resumed);
    }

    /** Deletes the check with all that was kept about it. Returns it as it was. */
    @Transactional
    public CheckView delete(ProjectId project, CheckId id) {
        // Before the delete takes its own locks: a ping locks in this order too.
        lock(project, id);
        CheckView last = get(project, id);
        definitions.delete(id);
        return last;
    }

    /**
     * Locks the states of these checks until the transaction ends; ids without a check are left out. In id order, so
     * that callers cannot lock each other out.
     */
    @Transactional
    public List<LockedCheck> lock(Collection<CheckId> ids) {
        return states.lock(ids);
    }

    /** Writes the states of locked checks, and their deadlines. */
    @Transactional
    public void save(Collection<LockedCheck> checks) {
        states.save(checks);
    }

    private UpsertedCheck upsert(ProjectId project, UniqueFields wanted, CheckChange change, ContractVersion version) {
        Optional<LockedCheck> found = uniques.find(project, wanted)
                .flatMap(id -> states.lock(List.of(id)).stream().findFirst());
        if (found.isEmpty()) {
            return saveNew(project, change, version);
        }
        definitions.update(found.get(), change, version);
        return new UpsertedCheck(get(project, found.get().id()), false);
    }

    private UpsertedCheck saveNew(ProjectId project, CheckChange change, ContractVersion version) {
        return new UpsertedCheck(get(project, definitions.create(project, CheckId.random(), change, version)), true);
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

    private CheckView change(LockedCheck locked, UnaryOperator<CheckState> transition) {
        CheckState next = transition.apply(locked.state());
        states.save(List.of(locked.with(next)));
        if (next.status() != locked.state().status()) {
            events.publishEvent(new StatusChange(
                    locked.id(),
                    locked.state().status(),
                    next.status(),
                    StatusChange.Reason.USER,
                    clock.instant(),
                    RequestId.current()));
        }
        return get(locked.project(), locked.id());
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
