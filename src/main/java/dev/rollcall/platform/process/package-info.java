/** What this start of the jar is for: its command line, web, worker or task, and what it needs. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.platform.process;
