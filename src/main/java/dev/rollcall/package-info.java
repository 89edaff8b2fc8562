/** The entry point: checks all that the chosen processes or the task need, then starts them. */
@org.jspecify.annotations.NullMarked
package dev.rollcall;
