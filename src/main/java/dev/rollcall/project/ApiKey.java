package dev.rollcall.project;

import java.time.Instant;
import java.util.UUID;

/** A key as far as it is kept: which it is, not what it is. */
record ApiKey(UUID id, ProjectId project, KeyKind kind, Instant createdAt) {}
