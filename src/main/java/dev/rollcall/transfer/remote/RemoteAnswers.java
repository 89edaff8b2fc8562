package dev.rollcall.transfer.remote;

import dev.rollcall.check.CheckRequests;
import dev.rollcall.transfer.remote.RemoteProject.RemoteChannel;
import dev.rollcall.transfer.remote.RemoteProject.RemoteCheck;
import dev.rollcall.transfer.remote.RemoteProject.RemoteWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Parses the responses of another deploy. Throws {@link RemoteApiException} when they are not those of the published
 * API.
 */
class RemoteAnswers {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final RemoteAddress from;

    RemoteAnswers(RemoteAddress from) {
        this.from = from;
    }

    /**
     * The checks.
     *
     * @param isRollcall whether the other deploy knows all our fields, so one that it leaves out has its default there
     */
    List<RemoteCheck> checks(byte[] answer, boolean isRollcall) {
        List<RemoteCheck> checks = new ArrayList<>();
        for (JsonNode check : items(answer, "checks")) {
            if (!check.has("uuid") && check.has("unique_key")) {
                throw new RemoteApiException("the API key is read-only and does not see the ids of checks: use a"
                        + " read-write key of the project at " + from);
            }
            String id = check.path("uuid").asString("");
            if (!ID.matcher(id).matches()) {
                throw unknown("has a check without an id");
            }
            checks.add(new RemoteCheck(
                    UUID.fromString(id),
                    check.path("name").asString(""),
                    check.path("status").asString("").equals("paused"),
                    Stream.of(check.path("channels").asString("").split(","))
                            .filter(channel -> !channel.isBlank())
                            .toList(),
                    isRollcall || check.has("depends_on") ? parents(check) : null,
                    fields(check, isRollcall)));
        }
        return checks;
    }

    List<RemoteChannel> channels(byte[] answer) {
        List<RemoteChannel> channels = new ArrayList<>();
        for (JsonNode channel : items(answer, "channels")) {
            channels.add(new RemoteChannel(
                    channel.path("id").asString(""),
                    channel.path("name").asString(""),
                    channel.path("kind").asString("")));
        }
        return channels;
    }

    List<RemoteWindow> windows(byte[] answer) {
        List<RemoteWindow> windows = new ArrayList<>();
        for (JsonNode window : items(answer, "maintenance_windows")) {
            windows.add(new RemoteWindow(
                    window.path("id").asString(""),
                    window.path("name").asString(""),
                    JSON.convertValue(window, new TypeReference<>() {})));
        }
        return windows;
    }

    private JsonNode items(byte[] answer, String member) {
        try {
            JsonNode items = JSON.readTree(answer).path(member);
            if (items.isArray()) {
                return items;
            }
        } catch (JacksonException e) {
            throw unknown("is not JSON");
        }
        throw unknown("has no " + member);
    }

    private static Set<UUID> parents(JsonNode check) {
        return check.path("depends_on")
                .valueStream()
                .map(parent -> parent.asString(""))
                .filter(parent -> ID.matcher(parent).matches())
                .map(UUID::fromString)
                .collect(Collectors.toSet());
    }

    private static Map<String, Object> fields(JsonNode check, boolean isRollcall) {
        Map<String, Object> fields = JSON.convertValue(check, new TypeReference<>() {});
        fields.keySet().retainAll(CheckRequests.STORED);
        // Null means that there is none; a request would leave the field out.
        fields.values().removeIf(java.util.Objects::isNull);
        if (isRollcall) {
            CheckRequests.NO_EXPECTATIONS.forEach(fields::putIfAbsent);
        }
        return fields;
    }

    private RemoteApiException unknown(String fault) {
        return new RemoteApiException("there is no Healthchecks API, version 3, at " + from + ": its answer " + fault);
    }
}
