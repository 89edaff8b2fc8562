/** Holds deliveries back that must not be sent yet, and drops those that would tell a receiver nothing new. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.delivery.hold;
