/** Creates all threads, and watches those that the process needs. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.platform.thread;
