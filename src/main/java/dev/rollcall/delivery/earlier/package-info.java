/** Deliveries that the previous release left on its own queue. To be removed in the next release. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.delivery.earlier;
