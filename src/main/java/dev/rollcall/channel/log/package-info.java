/** Channels of kind log: an alert is a line in the log. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.channel.log;
