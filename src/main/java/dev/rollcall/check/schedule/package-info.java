/** Schedules: periods, cron expressions and systemd calendar expressions. Knows nothing about checks. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("schedule")
package dev.rollcall.check.schedule;
