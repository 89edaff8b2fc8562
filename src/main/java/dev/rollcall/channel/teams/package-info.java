/** Channels of kind teams. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.channel.teams;
