package dev.rollcall.project;

import java.time.Instant;

/** Owns checks, channels and keys. Made and never changed. */
record Project(ProjectId id, String name, Instant createdAt) {}
