/** Schedules in words. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.page.schedule;
