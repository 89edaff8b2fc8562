package dev.rollcall.channel;

import java.time.Instant;
import java.util.UUID;

/** A channel as lists show it. Its settings are left out: they may be long, and they hold the address. */
record ChannelSummary(UUID id, String name, String kind, Instant createdAt) {}
