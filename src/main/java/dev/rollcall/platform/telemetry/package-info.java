/** Metrics and traces: what is exported where, and gauges that are read from the database. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.platform.telemetry;
