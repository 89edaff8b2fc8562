/** Channels of the kind webhook: an HTTP request for down, another for up. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.channel.webhook;
