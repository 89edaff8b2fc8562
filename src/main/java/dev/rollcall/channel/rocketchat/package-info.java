/** Channels of kind rocketchat. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.channel.rocketchat;
