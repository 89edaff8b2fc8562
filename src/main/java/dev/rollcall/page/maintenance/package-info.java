/** The page of maintenance windows and snoozes: when alerts are muted, and for which checks. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.page.maintenance;
