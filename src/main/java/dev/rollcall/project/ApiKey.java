package dev.rollcall.project;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is stored about a key. The key itself is not stored.
 *
 * @param name what people call it; may be empty
 * @param hint its first characters; empty for keys of earlier releases
 * @param lastUsedAt to the hour; null if never used, and for ping keys
 * @param expiresAt the instant from which it is invalid; null if it does not expire
 */
public record ApiKey(
        UUID id,
        ProjectId project,
        KeyKind kind,
        String name,
        String hint,
        Instant createdAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant expiresAt) {

    /** The name, or the first characters of the key; empty for an old key without a name. */
    public String shownName() {
        return name.isEmpty() ? hint : name;
    }
}
