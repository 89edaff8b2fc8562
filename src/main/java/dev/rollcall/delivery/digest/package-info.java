/** Several alerts in one message: how old alerts may be, and what such a message says. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.delivery.digest;
