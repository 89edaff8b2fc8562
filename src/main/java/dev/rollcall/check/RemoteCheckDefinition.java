package dev.rollcall.check;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A check of another deploy.
 *
 * @param fields its definition, with the names of the published API
 * @param paused whether it is paused there; used only when it is created here
 * @param channels the channels of this project that get its alerts, in addition to those already assigned
 */
public record RemoteCheckDefinition(UUID id, Map<String, Object> fields, boolean paused, Set<UUID> channels) {}
