/** What is always true of flips. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.flip.verify;
