/** Errors as problem+json (RFC 9457), and the exceptions that become one. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.platform.problem;
