package dev.rollcall.check;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A validated request to make or change a check.
 *
 * @param channels the channels that {@code fields} names, or null when it names none and they stay as they are
 */
record CheckChange(CheckRequest fields, @Nullable Set<UUID> channels) {}
