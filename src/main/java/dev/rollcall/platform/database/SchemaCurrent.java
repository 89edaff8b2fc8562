package dev.rollcall.platform.database;

/** Published once, when the database is reachable and its schema is as new as this release needs. */
public record SchemaCurrent() {}
