package dev.rollcall.page.project;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A project in numbers.
 *
 * @param windows maintenance windows, including past ones
 * @param statusSlug the end of the address of its public status page; null if it has none
 */
record Overview(
        String name,
        Instant createdAt,
        int checks,
        int channels,
        int people,
        int windows,
        @Nullable String statusSlug) {}
