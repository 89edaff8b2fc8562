package dev.rollcall.project;

import java.time.Instant;
import java.util.UUID;

/** What is stored about a key. The key itself is not stored. */
record ApiKey(UUID id, ProjectId project, KeyKind kind, Instant createdAt) {}
