/** The rules that always hold for flips, which the task verify checks. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.flip.verify;
