/** The log of a channel's deliveries: what the receiver answered, and when a delivery is tried again. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.page.channel.log;
