/** Channels of kind alertmanager. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.channel.alertmanager;
