/** The owner of a mailbox can end the e-mail of a channel, and a person of the project can undo that. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("subscription")
package dev.rollcall.channel.subscription;
