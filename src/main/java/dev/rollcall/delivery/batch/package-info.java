/** Calls to the database that many threads share. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.delivery.batch;
