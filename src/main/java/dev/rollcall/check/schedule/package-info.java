/** Expressions that say when: as cron reads them, and as systemd's timers do. Knows no check. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("schedule")
package dev.rollcall.check.schedule;
