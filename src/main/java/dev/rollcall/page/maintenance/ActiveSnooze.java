package dev.rollcall.page.maintenance;

import java.time.Instant;

/** A check that is muted until a time. */
record ActiveSnooze(String key, String name, Instant until) {}
