/** The client of another deploy's published API. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.transfer.remote;
