/** Passkeys (WebAuthn). */
@org.jspecify.annotations.NullMarked
package dev.rollcall.signin.passkey;
