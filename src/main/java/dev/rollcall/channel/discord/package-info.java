/** Channels of kind discord. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.channel.discord;
