package dev.rollcall.platform.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list that grows; see {@link CursorRequest}.
 *
 * @param next the cursor for the next page, or null when this is the last one
 */
public record CursorPage<T>(List<T> items, @Nullable String next) {}
