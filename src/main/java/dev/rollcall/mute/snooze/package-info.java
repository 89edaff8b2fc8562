/** Mutes a check until a time. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("snooze")
package dev.rollcall.mute.snooze;
