package dev.rollcall.check;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request to make or change a check, ready to be written.
 *
 * @param fields without faults
 * @param channels the channels that {@code fields} names, or null when it names none and they stay as they are
 */
record CheckChange(CheckRequest fields, @Nullable Set<UUID> channels) {}
