package dev.rollcall.flip;

import java.util.List;

/** These flips were stored; published in their transaction, so that whoever must act on them cannot miss one. */
public record FlipsRecorded(List<Flip> flips) {}
