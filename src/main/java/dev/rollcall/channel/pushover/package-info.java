/** Channels of kind pushover. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.channel.pushover;
