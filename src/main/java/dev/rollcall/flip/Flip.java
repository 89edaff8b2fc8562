package dev.rollcall.flip;

import dev.rollcall.check.state.StatusChange;

/** A stored {@link StatusChange}. The id grows with time and names the flip for good. */
public record Flip(long id, StatusChange change) {}
