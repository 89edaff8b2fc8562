package dev.rollcall.page.channel;

import java.util.UUID;

/**
 * A channel that a check may use.
 *
 * @param name may be empty
 * @param works false if it fails or is unsubscribed
 */
public record ChannelOption(UUID id, String name, String kind, boolean works) {}
