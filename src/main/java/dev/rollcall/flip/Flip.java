package dev.rollcall.flip;

import dev.rollcall.check.state.StatusChange;

/** A stored {@link StatusChange}. The id never changes; a later flip of a check has a higher id. */
public record Flip(long id, StatusChange change) {}
