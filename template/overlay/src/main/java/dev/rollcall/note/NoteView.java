package dev.rollcall.note;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A note as it is read.
 *
 * @param expiresAt when it disappears, or null for never
 */
record NoteView(UUID id, String title, String text, Instant createdAt, @Nullable Instant expiresAt) {}
