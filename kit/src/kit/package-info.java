/** Examines the twelve factors of any service by running it: {@code bin/factors}. */
@org.jspecify.annotations.NullMarked
package kit;
