package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import testing.Operation;
import tools.jackson.databind.JsonNode;

/** Addresses of the operations of the contract, about things of a {@link Tenant}. */
final class OwnPaths {

    private OwnPaths() {}

    /** The addresses of the operation about things of this project. */
    static List<String> of(Operation operation, Tenant own) {
        if (!operation.path().startsWith("/api/") || !operation.namesOne()) {
            return List.of(filled(operation, own, ""));
        }
        String list = operation.path().replaceFirst("^/api/v\\d/", "/api/v3/").replaceFirst("\\{id}.*", "");
        List<String> ids = new ArrayList<>();
        for (JsonNode thing : own.get(list).iterator().next()) {
            ids.add(thing.path("uuid").asString(thing.path("id").asString("")));
        }
        assertThat(ids).as("the things at " + list).isNotEmpty().doesNotContain("");
        return ids.stream().map(id -> filled(operation, own, id)).toList();
    }

    private static String filled(Operation operation, Tenant own, String id) {
        String path = operation.path();
        for (String parameter : operation.parameterNames("path")) {
            path = path.replace("{" + parameter + "}", value(operation, parameter, own, id));
        }
        return path;
    }

    private static String value(Operation operation, String parameter, Tenant own, String id) {
        String path = operation.path();
        String[] badge = path.startsWith("/badge/") ? badge(own, path.contains("{tag}")) : new String[0];
        return switch (parameter) {
            case "id" ->
                path.startsWith("/ping/")
                        ? own.checks().get(1).toString()
                        : path.startsWith("/projects/") ? own.project().id().toString() : id;
            case "key" ->
                path.startsWith("/badge/")
                        ? badge[2]
                        : path.startsWith("/b/")
                                ? badgeKey(own)
                                : path.startsWith("/ping/")
                                        ? own.project().pingKey()
                                        : own.project().readOnlyKey();
            case "signature" -> badge[3].replaceFirst("\\..*", "");
            case "tag" -> badge[4].replaceFirst("\\..*", "");
            case "slug" ->
                path.startsWith("/status/")
                        ? own.statusSlug()
                        : path.startsWith("/ping/") ? own.slug() : "check-not-found";
            case "signal" -> "start";
            case "n" -> "1";
            case "states" -> "2";
            case "format" -> path.startsWith("/status/") ? "json" : "svg";
            case "token" -> "A".repeat(43);
            case "challenge" -> "A".repeat(101);
            default -> throw new AssertionError("say here what {" + parameter + "} of " + path + " is");
        };
    }

    private static String[] badge(Tenant own, boolean ofTag) {
        JsonNode badges = own.get("/api/v3/badges/").get("badges");
        String name = badges.propertyNames().stream()
                .filter(tag -> tag.equals("*") != ofTag)
                .findFirst()
                .orElseThrow();
        return URI.create(badges.get(name).get("svg").asString()).getPath().split("/");
    }

    private static String badgeKey(Tenant own) {
        return URI.create(own.get("/api/v3/checks/" + own.checks().get(1))
                        .get("badge_url")
                        .asString())
                .getPath()
                .replaceFirst("/b/\\d/", "")
                .replaceFirst("\\..*", "");
    }

    /** The path with the value, which is encoded, in the place of this parameter. */
    static String replaced(Operation operation, String path, String parameter, String value) {
        String[] template = operation.path().split("(?=[/.])");
        String[] parts = path.split("(?=[/.])");
        var with = new StringBuilder();
        for (int n = 0; n < template.length; n++) {
            with.append(
                    template[n].equals(template[n].charAt(0) + "{" + parameter + "}")
                            ? template[n].charAt(0) + value
                            : parts[n]);
        }
        return with.toString();
    }
}
