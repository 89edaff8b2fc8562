/** Threads: where they are made, and the watch over those that the process cannot do without. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.platform.thread;
