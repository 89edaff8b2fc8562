package dev.rollcall.check.lookup;

import org.jspecify.annotations.Nullable;

/**
 * The values by which an upsert finds the check to change. Null values are not compared. {@code timeout} and
 * {@code grace} are in seconds.
 */
public record UniqueFields(
        @Nullable String name,
        @Nullable String slug,
        @Nullable String tags,
        @Nullable Long timeout,
        @Nullable Long grace) {}
