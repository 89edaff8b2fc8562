/** The page of maintenance windows and snoozes: when alerts of which checks are muted. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.page.maintenance;
