/** The log of a check's deliveries, as the API shows it. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.delivery.history;
