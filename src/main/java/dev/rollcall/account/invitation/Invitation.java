package dev.rollcall.account.invitation;

import dev.rollcall.account.ProjectRole;
import dev.rollcall.project.ProjectId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invitation that nobody has accepted yet.
 *
 * @param email the mailbox that got the link; null if somebody passes the link on
 */
public record Invitation(
        UUID id,
        ProjectId project,
        String projectName,
        ProjectRole role,
        @Nullable String email,
        Instant expiresAt) {}
