/** Reminders: further deliveries of a flip to down, as long as the check stays down. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.delivery.reminder;
