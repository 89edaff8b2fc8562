/** The address of a receiver, and which hosts are private. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.channel.address;
