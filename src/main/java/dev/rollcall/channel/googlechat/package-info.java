/** Channels of kind googlechat. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.channel.googlechat;
