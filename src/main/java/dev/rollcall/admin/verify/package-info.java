/** The task {@code verify}, and how modules say what is always true of their rows. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("verify")
package dev.rollcall.admin.verify;
