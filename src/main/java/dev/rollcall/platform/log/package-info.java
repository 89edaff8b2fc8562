/** What a log line and an error say: request ids, reasons of failures, the members of an event. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.platform.log;
