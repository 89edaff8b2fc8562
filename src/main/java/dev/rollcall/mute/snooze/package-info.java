/** Mutes a check until a time. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.mute.snooze;
