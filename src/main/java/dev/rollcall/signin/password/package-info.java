/** Passwords: what may be one, and how they are stored. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.signin.password;
