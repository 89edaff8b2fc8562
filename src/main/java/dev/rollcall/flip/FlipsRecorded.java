package dev.rollcall.flip;

import java.util.List;

/** These flips were stored. Published in their transaction, so that a listener in the transaction cannot miss one. */
public record FlipsRecorded(List<Flip> flips) {}
