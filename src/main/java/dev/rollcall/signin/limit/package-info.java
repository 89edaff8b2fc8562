/** How often somebody may try to sign in. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.signin.limit;
