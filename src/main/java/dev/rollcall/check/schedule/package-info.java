/** Schedules: periods, cron expressions and systemd calendar expressions. Knows nothing of checks. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("schedule")
package dev.rollcall.check.schedule;
