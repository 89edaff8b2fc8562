/** Channels of the kind log: an alert is a line of the log. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.channel.log;
