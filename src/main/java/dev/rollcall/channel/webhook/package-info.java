/** Channels of kind webhook: one HTTP request for down, another for up. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.channel.webhook;
