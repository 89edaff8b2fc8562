/** Channels of kind pagerduty. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.channel.pagerduty;
