/** Channels of kind opsgenie, also for Jira Service Management. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.channel.opsgenie;
