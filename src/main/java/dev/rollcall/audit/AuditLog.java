package dev.rollcall.audit;

import dev.rollcall.platform.api.CursorRequest;
import dev.rollcall.platform.api.ListPart;
import dev.rollcall.platform.log.RequestId;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The door of this module: records who did what, and shows it. An entry is stored in the transaction of the change, so
 * there is never one without the other. Projects are given as the value of their id, because their module is above
 * this one.
 */
@Service
public class AuditLog {

    private static final int MAX_LENGTH = 300;
    private static final int PART_SIZE = 500;

    private final AuditStore entries;
    private final CurrentActor actor;
    private final Clock clock;

    AuditLog(AuditStore entries, CurrentActor actor, Clock clock) {
        this.entries = entries;
        this.actor = actor;
        this.clock = clock;
    }

    /** As {@link #record(UUID, AuditAction, String, String)}, without a detail. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(UUID project, AuditAction action, String subject) {
        record(project, action, subject, "");
    }

    /**
     * Records that the caller of this request did something.
     *
     * @param subject the name of what was changed; never an id or a key that opens something
     * @param detail a literal that says more, such as a role
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(UUID project, AuditAction action, String subject, String detail) {
        recordAs(actor.get(), List.of(project), action, subject, detail);
    }

    /** Records what this actor did in several projects at once, or before they were signed in. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void recordAs(Actor by, Collection<UUID> projects, AuditAction action, String subject, String detail) {
        entries.add(
                projects,
                new AuditEntry(
                        0,
                        clock.instant(),
                        action.label(),
                        new Actor(by.kind(), by.id(), shortened(by.name())),
                        shortened(subject),
                        shortened(detail),
                        RequestId.current()));
    }

    /** A page of entries, newest first, and one more entry if there is a next page. */
    @Transactional(readOnly = true)
    public List<AuditEntry> find(UUID project, AuditFilter filter, CursorRequest<Long> page) {
        return entries.find(project, filter, page.afterOr(Long.MAX_VALUE), page.limitToFind());
    }

    /** A part of all entries, newest first. */
    @Transactional(readOnly = true)
    public ListPart<AuditEntry, CursorRequest.Cursor<Long>> part(
            UUID project, AuditFilter filter, CursorRequest.@Nullable Cursor<Long> after) {
        List<AuditEntry> found =
                entries.find(project, filter, after == null ? CursorRequest.first(Long.MAX_VALUE) : after, PART_SIZE);
        return new ListPart<>(found, found.size() < PART_SIZE ? null : cursor(found.get(PART_SIZE - 1)));
    }

    /** The position of an entry in the list. */
    public static CursorRequest.Cursor<Long> cursor(AuditEntry entry) {
        return new CursorRequest.Cursor<>(entry.recordedAt(), entry.id());
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= MAX_LENGTH
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_LENGTH));
    }
}
