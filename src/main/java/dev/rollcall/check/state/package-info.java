/** The id, status and state of a check, and the rules that change them. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("state")
package dev.rollcall.check.state;
