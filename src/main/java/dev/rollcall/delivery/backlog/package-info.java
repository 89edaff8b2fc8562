/** Reads which deliveries wait in the queue, for metrics and the task doctor. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.delivery.backlog;
