/** How often somebody may do something, and what is told to those who do it more often. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.platform.limit;
