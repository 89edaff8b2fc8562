/** The worker's loop, and the heartbeats that show which processes are alive. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.platform.worker;
