package dev.rollcall.mute.maintenance;

import dev.rollcall.audit.AuditAction;
import dev.rollcall.audit.AuditLog;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.check.state.NamedCheckStore;
import dev.rollcall.mute.MutesChanged;
import dev.rollcall.platform.api.CursorRequest.Cursor;
import dev.rollcall.platform.api.ListPart;
import dev.rollcall.platform.problem.InvalidRequestException;
import dev.rollcall.project.ProjectId;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The door to maintenance windows: creates, shows, changes and deletes them. */
@Service
public class MaintenanceWindows {

    /** The maximum number of windows of a project, including those that are over. */
    static final int MAX_WINDOWS = 100;

    /** The number of windows in a part of a list; each may name 1,000 checks, of 100 bytes each. */
    private static final int PART_SIZE = 4;

    /** A position before every window. */
    private static final Cursor<UUID> BEFORE_ALL = new Cursor<>(Instant.EPOCH, new UUID(0, 0));

    private final WindowRepository windows;
    private final WindowStore store;
    private final NamedCheckStore checks;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    MaintenanceWindows(
            WindowRepository windows,
            WindowStore store,
            NamedCheckStore checks,
            AuditLog audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.windows = windows;
        this.store = store;
        this.checks = checks;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Creates a window.
     *
     * @throws InvalidRequestException naming every field at fault
     * @throws TooManyWindowsException if the project has {@link #MAX_WINDOWS}
     */
    @Transactional
    public WindowView create(ProjectId project, WindowRequest fields) {
        refuse(fields.faults());
        store.lock(project);
        requireOneMore(project, 0);
        WindowView created = save(new MaintenanceWindow(project, clock.instant()), fields);
        audit.record(project.value(), AuditAction.MAINTENANCE_CREATED, created.name());
        return created;
    }

    /**
     * Throws what {@link #create} would throw, and creates nothing. The checks that the window names need not exist.
     *
     * @param besides how many windows a dry run would have created, which count but are not stored
     */
    @Transactional(readOnly = true)
    void examine(ProjectId project, WindowRequest fields, int besides) {
        refuse(fields.faults());
        requireOneMore(project, besides);
        var window = new MaintenanceWindow(project, clock.instant());
        window.change(fields);
        boolean namesChecks = fields.checks() != null && !fields.checks().isEmpty();
        refuse(window.faults(fields, clock.instant(), namesChecks));
    }

    /**
     * Changes the fields that are set.
     *
     * @throws InvalidRequestException naming every field at fault
     * @throws WindowNotFoundException if the project has no such window
     */
    @Transactional
    public WindowView update(ProjectId project, UUID id, WindowRequest fields) {
        refuse(fields.faults());
        MaintenanceWindow window = inProject(project, windows.findForUpdateById(id));
        Set<CheckId> before = store.muted(id);
        WindowView saved = save(window, fields);
        audit.record(project.value(), AuditAction.MAINTENANCE_CHANGED, saved.name());
        events.publishEvent(new MutesChanged(before));
        return saved;
    }

    /**
     * Deletes the window. Returns it as it was.
     *
     * @throws WindowNotFoundException if the project has no such window
     */
    @Transactional
    public WindowView delete(ProjectId project, UUID id) {
        MaintenanceWindow window = inProject(project, windows.findForUpdateById(id));
        Set<CheckId> before = store.muted(id);
        WindowView last = view(window);
        windows.delete(window);
        audit.record(project.value(), AuditAction.MAINTENANCE_DELETED, last.name());
        events.publishEvent(new MutesChanged(before));
        return last;
    }

    /**
     * Shows one window.
     *
     * @throws WindowNotFoundException if the project has no such window
     */
    @Transactional(readOnly = true)
    public WindowView get(ProjectId project, UUID id) {
        return view(inProject(project, windows.findById(id)));
    }

    /** The project's windows after this position, oldest first. */
    @Transactional(readOnly = true)
    ListPart<WindowView, Cursor<UUID>> list(ProjectId project, @Nullable Cursor<UUID> after) {
        Cursor<UUID> from = after == null ? BEFORE_ALL : after;
        List<MaintenanceWindow> found =
                windows.findByIdInOrderByCreatedAtAscIdAsc(store.after(project, from, PART_SIZE));
        Map<UUID, WindowChecks> named =
                store.checks(found.stream().map(MaintenanceWindow::getId).toList());
        MaintenanceWindow last = found.size() < PART_SIZE ? null : found.get(PART_SIZE - 1);
        return new ListPart<>(
                found.stream()
                        .map(window -> window.view(named.getOrDefault(window.getId(), WindowChecks.NONE)))
                        .toList(),
                last == null ? null : new Cursor<>(last.createdAt(), last.getId()));
    }

    private void requireOneMore(ProjectId project, int besides) {
        if (windows.countByProjectId(project.value()) + besides >= MAX_WINDOWS) {
            throw new TooManyWindowsException();
        }
    }

    private static MaintenanceWindow inProject(ProjectId project, Optional<MaintenanceWindow> found) {
        return found.filter(window -> window.project().equals(project)).orElseThrow(WindowNotFoundException::new);
    }

    private WindowView save(MaintenanceWindow window, WindowRequest fields) {
        Set<CheckId> named = named(window, fields);
        window.change(fields);
        refuse(window.faults(fields, clock.instant(), !named.isEmpty()));
        windows.saveAndFlush(window);
        store.replace(window.getId(), named);
        return view(window);
    }

    /** The checks that the window names after the request. */
    private Set<CheckId> named(MaintenanceWindow window, WindowRequest fields) {
        if (Boolean.TRUE.equals(fields.allChecks())) {
            return Set.of();
        }
        if (fields.checks() == null) {
            return new LinkedHashSet<>(view(window).checks().ids());
        }
        return checks.find(window.project(), fields.checks()).orElseThrow(MaintenanceWindows::unknown);
    }

    private WindowView view(MaintenanceWindow window) {
        return window.view(store.checks(List.of(window.getId())).getOrDefault(window.getId(), WindowChecks.NONE));
    }

    private static void refuse(Map<String, String> faults) {
        if (!faults.isEmpty()) {
            throw new InvalidRequestException(faults);
        }
    }

    private static InvalidRequestException unknown() {
        return InvalidRequestException.item("checks", "is not the id of a check of this project");
    }
}
