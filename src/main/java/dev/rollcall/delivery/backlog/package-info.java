/** Reads what waits in the queue of deliveries, for metrics and the task doctor. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.delivery.backlog;
