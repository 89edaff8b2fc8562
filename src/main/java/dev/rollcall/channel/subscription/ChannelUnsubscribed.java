package dev.rollcall.channel.subscription;

import java.util.UUID;

/** The owner of the channel's mailbox wants no more e-mail. Published in the transaction that records it. */
public record ChannelUnsubscribed(UUID channel) {}
