/** The time: the clock of the database, and the time zone database of the jar. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.platform.time;
