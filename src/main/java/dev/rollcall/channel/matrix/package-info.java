/** Channels of kind matrix. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.channel.matrix;
