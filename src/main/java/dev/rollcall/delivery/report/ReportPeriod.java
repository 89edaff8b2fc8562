package dev.rollcall.delivery.report;

import java.time.Instant;

/**
 * The time that a report is about.
 *
 * @param until the first instant after it
 */
record ReportPeriod(Instant from, Instant until) {}
