/** Channels of kind ntfy. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.channel.ntfy;
