/** How often somebody may do something, and the answer to those who do it more often. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.platform.limit;
