/** Expressions that say when: as cron reads them, and as systemd's timers do. Knows no check. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.check.schedule;
