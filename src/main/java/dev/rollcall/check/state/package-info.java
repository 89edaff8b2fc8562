/** Where a check stands: its id, status and state, and what changes them. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("state")
package dev.rollcall.check.state;
