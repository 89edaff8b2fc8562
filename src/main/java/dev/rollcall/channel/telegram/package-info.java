/** Channels of kind telegram. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.channel.telegram;
