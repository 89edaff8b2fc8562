/** Channels of kind mattermost. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.channel.mattermost;
