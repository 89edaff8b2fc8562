/** The form of a channel, created from the description of its kind. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.page.channel.edit;
