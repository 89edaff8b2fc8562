/** The application: which mode to run, and the check of everything it needs before it runs. */
@org.jspecify.annotations.NullMarked
package dev.rollcall;
