/** Channels of kind apprise. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.channel.apprise;
