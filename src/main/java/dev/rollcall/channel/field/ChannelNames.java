package dev.rollcall.channel.field;

import dev.rollcall.platform.problem.InvalidRequestException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Finds channels by the ids and names of a request. The errors have the wording of the published API. */
public final class ChannelNames {

    /** The field of a request that names channels. */
    public static final String FIELD = "channels";

    private static final int MAX_SHOWN_LENGTH = 100;

    /** Channels by id and by name. A map, because a request may name all of them. */
    private final Map<String, Set<UUID>> channels = new HashMap<>();

    /** The names of channels by their ids. */
    public ChannelNames(Map<UUID, String> all) {
        all.forEach((id, name) -> {
            for (String text : List.of(id.toString(), name)) {
                channels.computeIfAbsent(text, none -> new HashSet<>(2)).add(id);
            }
        });
    }

    /**
     * The channels that a text names.
     *
     * @param text ids and names, separated by commas
     * @throws InvalidRequestException if a part names no channel or more than one
     */
    public Set<UUID> resolve(String text) {
        Set<UUID> resolved = new LinkedHashSet<>();
        for (String part : text.split(",", -1)) {
            resolved.add(one(part));
        }
        return resolved;
    }

    private UUID one(String part) {
        if (part.isEmpty()) {
            throw new InvalidRequestException("empty channel identifier", FIELD);
        }
        Set<UUID> matches = channels.getOrDefault(part, Set.of());
        if (matches.size() != 1) {
            throw new InvalidRequestException(
                    (matches.isEmpty() ? "invalid" : "non-unique") + " channel identifier: " + shortened(part), FIELD);
        }
        return matches.iterator().next();
    }

    /** Cuts a text that is longer than any name. */
    private static String shortened(String part) {
        return part.length() <= MAX_SHOWN_LENGTH ? part : part.substring(0, MAX_SHOWN_LENGTH) + "...";
    }
}
