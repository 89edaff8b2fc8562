/** The task {@code verify}, and how modules declare the rules that always hold for their rows. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("verify")
package dev.rollcall.admin.verify;
