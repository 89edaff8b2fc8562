package dev.rollcall.project;

import java.time.Instant;

/** A project owns checks, channels and keys. Only its name can be changed. */
record Project(ProjectId id, String name, Instant createdAt) {}
