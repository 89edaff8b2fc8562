/** What this start of the jar runs: the command line, web, worker or task, and what they need. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.platform.process;
