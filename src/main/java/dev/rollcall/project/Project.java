package dev.rollcall.project;

import java.time.Instant;

/** A project owns checks, channels and keys. It is never changed. */
record Project(ProjectId id, String name, Instant createdAt) {}
