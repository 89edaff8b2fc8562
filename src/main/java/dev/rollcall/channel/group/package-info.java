/** Channels of kind group. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.channel.group;
