/** Imports checks from another deploy by its published API. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.transfer.remote;
