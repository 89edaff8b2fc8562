/** The worker's loop, and the heartbeats by which processes know of each other. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.platform.worker;
