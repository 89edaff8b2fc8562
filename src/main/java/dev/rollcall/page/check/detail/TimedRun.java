package dev.rollcall.page.check.detail;

import java.time.Duration;
import java.time.Instant;

/** A run whose start and end were both signalled. */
record TimedRun(Instant endedAt, Duration took, boolean isFailed) {}
