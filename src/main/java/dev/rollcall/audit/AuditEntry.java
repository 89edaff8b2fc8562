package dev.rollcall.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the audit log.
 *
 * @param action a literal of {@link AuditAction}, or one of a newer release
 * @param subject the name of what was changed; may be empty
 * @param detail a literal with more, such as a role; may be empty
 * @param requestId the request, as log lines name it; null outside of requests
 */
public record AuditEntry(
        long id,
        Instant recordedAt,
        String action,
        Actor actor,
        String subject,
        String detail,
        @Nullable String requestId) {}
