/** Channels of kind slack, and the format that Mattermost and Rocket.Chat took over from Slack. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.channel.slack;
