/** Time: the clock of the database, and the time zone database in the jar. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.platform.time;
