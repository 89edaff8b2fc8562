/** The content and form of log lines: request ids, reasons of failures, the text format. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.platform.log;
