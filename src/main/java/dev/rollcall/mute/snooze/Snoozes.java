package dev.rollcall.mute.snooze;

import dev.rollcall.audit.AuditAction;
import dev.rollcall.audit.AuditLog;
import dev.rollcall.check.CheckView;
import dev.rollcall.check.Checks;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.mute.MutesChanged;
import dev.rollcall.project.ProjectId;
import java.time.Instant;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The door to snoozes: begins and ends them. Pausing, resuming and pings do not change a snooze. */
@Service
public class Snoozes {

    private final Checks checks;
    private final SnoozeStore store;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;

    Snoozes(Checks checks, SnoozeStore store, AuditLog audit, ApplicationEventPublisher events) {
        this.checks = checks;
        this.store = store;
        this.audit = audit;
        this.events = events;
    }

    /** Mutes the check until this time, in place of an earlier snooze, which may have been longer. */
    @Transactional
    public CheckView snooze(ProjectId project, CheckId id, Instant until) {
        CheckView check = checks.get(project, id);
        store.replace(id, until);
        audit.record(project.value(), AuditAction.CHECK_SNOOZED, check.shownName());
        events.publishEvent(new MutesChanged(Set.of(id)));
        return check;
    }

    /** Ends the snooze of the check, if it has one. */
    @Transactional
    public CheckView end(ProjectId project, CheckId id) {
        CheckView check = checks.get(project, id);
        if (store.delete(id)) {
            audit.record(project.value(), AuditAction.CHECK_UNSNOOZED, check.shownName());
        }
        events.publishEvent(new MutesChanged(Set.of(id)));
        return check;
    }
}
