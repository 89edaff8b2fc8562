/** Starting the application: the Spring context, the log of a start, and how a start fails. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.platform.start;
