/** Channels of kind github. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.channel.github;
