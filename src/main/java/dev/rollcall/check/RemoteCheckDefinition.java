package dev.rollcall.check;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A check of another deploy.
 *
 * @param fields its definition, by the names of the published API
 * @param paused whether it is paused there; counts when it is created here
 * @param channels the channels of this project to tell about it, in addition to those already assigned
 */
public record RemoteCheckDefinition(UUID id, Map<String, Object> fields, boolean paused, Set<UUID> channels) {}
