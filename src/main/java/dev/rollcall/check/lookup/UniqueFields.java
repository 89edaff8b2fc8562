package dev.rollcall.check.lookup;

import org.jspecify.annotations.Nullable;

/** The values by which a request finds the check to change before it makes one; null for those that do not count. */
public record UniqueFields(
        @Nullable String name,
        @Nullable String slug,
        @Nullable String tags,
        @Nullable Long timeout,
        @Nullable Long grace) {}
