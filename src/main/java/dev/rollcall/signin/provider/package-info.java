/** Signing in with an identity provider (OpenID Connect), an attached resource that may be missing or away. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.signin.provider;
