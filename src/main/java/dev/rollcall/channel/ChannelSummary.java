package dev.rollcall.channel;

import java.time.Instant;
import java.util.UUID;

/** A channel as lists show it, without its configuration: that may be long, and holds where it leads to. */
record ChannelSummary(UUID id, String name, String kind, Instant createdAt) {}
