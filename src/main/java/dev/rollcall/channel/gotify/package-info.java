/** Channels of kind gotify. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.channel.gotify;
