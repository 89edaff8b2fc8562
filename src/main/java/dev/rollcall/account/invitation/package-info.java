/** Invitations to projects. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("invitation")
package dev.rollcall.account.invitation;
