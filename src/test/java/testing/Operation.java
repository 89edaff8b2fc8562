package testing;

import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import testing.Contract.Place;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One operation of the {@link Contract}; finds the faults of a request or an answer.
 *
 * @param path as in the file, with its parameters in braces
 */
public record Operation(Contract contract, String method, String path, Place place) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** A part of a pattern with unlimited repetition. */
    private static final Pattern UNBOUNDED = Pattern.compile("[*+]|\\{\\d+,}");

    /** {@code GET /version}. */
    public String name() {
        return method + " " + path;
    }

    /** The statuses with an answer of their own: {@code 200}; not {@code default}. */
    public List<String> statuses() {
        return contract.value(contract.at(place, "responses")).propertyNames().stream()
                .filter(status -> !status.equals("default"))
                .toList();
    }

    /** The status of success. */
    public int success() {
        return Integer.parseInt(statuses().stream()
                .filter(status -> status.startsWith("2"))
                .findFirst()
                .orElseThrow());
    }

    /** The security scheme; empty if no key is needed. */
    public Optional<String> scheme() {
        return contract.value(contract.at(place, "security", "0")).propertyNames().stream()
                .findFirst();
    }

    /** Whether a bearer token is needed, in place of a key. */
    public boolean takesToken() {
        return scheme().filter(scheme -> !scheme.equals("apiKey")).isPresent();
    }

    /** The role that the key must have; empty if none is named. */
    public Optional<String> role() {
        return contract.value(contract.at(place, "security", "0"))
                .valueStream()
                .findFirst()
                .map(roles -> roles.path(0).asString());
    }

    /** The examples of a request body in the file. */
    public List<String> exampleBodies() {
        JsonNode examples =
                contract.value(contract.at(place, "requestBody", "content", "application/json", "examples"));
        return examples.valueStream()
                .map(example -> example.get("value").toString())
                .toList();
    }

    /** The names of its parameters in the {@code path} or the {@code query}. */
    public List<String> parameterNames(String in) {
        return parameters().stream()
                .map(contract::value)
                .filter(parameter -> parameter.get("in").asString().equals(in))
                .map(parameter -> parameter.get("name").asString())
                .toList();
    }

    /** Whether the path contains an id. */
    public boolean namesOne() {
        return path.contains("{id}");
    }

    /** The faults of an answer according to the contract. */
    public List<String> faults(HttpResponse<String> answer) {
        String status = String.valueOf(answer.statusCode());
        Place response = contract.at(place, "responses", statuses().contains(status) ? status : "default");
        if (answer.statusCode() < 400 && !statuses().contains(status)) {
            return List.of("answers " + status + ", which is not in the contract");
        }
        List<String> faults = new ArrayList<>(headerFaults(response, answer.headers()));
        boolean hasBody = !method.equals("HEAD")
                && contract.value(contract.at(response, "content")).isObject();
        if (hasBody) {
            faults.addAll(bodyFaults(contract.at(response, "content"), answer));
        } else if (!answer.body().isEmpty()) {
            faults.add("has a body: " + answer.body());
        }
        return faults;
    }

    /** The faults of a request to this operation; the body is null if there is none. */
    public List<String> requestFaults(URI address, @Nullable String body) {
        List<String> faults = new ArrayList<>();
        parameterValues(address)
                .forEach((parameter, value) -> contract.faults(contract.at(parameter, "schema"), value)
                        .forEach(fault -> faults.add(parameter.names() + " " + fault)));
        Place schema = contract.at(place, "requestBody", "content", "application/json", "schema");
        if (contract.value(schema).isObject()) {
            faults.addAll(contract.faults(
                    schema, body == null || body.isEmpty() ? JSON.createObjectNode() : JSON.readTree(body)));
        }
        return faults;
    }

    /** The texts, lists and maps without a limit in a request, by their places in the file. */
    public List<String> unlimited() {
        List<String> unlimited = new ArrayList<>();
        parameters().forEach(parameter -> findUnlimited(contract.at(parameter, "schema"), unlimited));
        findUnlimited(contract.at(place, "requestBody", "content", "application/json", "schema"), unlimited);
        return unlimited;
    }

    private void findUnlimited(Place schema, List<String> unlimited) {
        JsonNode node = contract.value(schema);
        if (node.isMissingNode()) {
            return;
        }
        if (!isLimited(node)) {
            unlimited.add(schema.pointer());
        }
        node.path("properties")
                .propertyNames()
                .forEach(name -> findUnlimited(contract.at(schema, "properties", name), unlimited));
        for (String one : List.of("items", "additionalProperties")) {
            findUnlimited(contract.at(schema, one), unlimited);
        }
        for (String many : List.of("oneOf", "anyOf", "allOf")) {
            for (int n = 0; n < node.path(many).size(); n++) {
                findUnlimited(contract.at(schema, many, String.valueOf(n)), unlimited);
            }
        }
    }

    private static boolean isBounded(String pattern) {
        return pattern.startsWith("^")
                && pattern.endsWith("$")
                && !UNBOUNDED.matcher(pattern).find();
    }

    private static boolean isLimited(JsonNode schema) {
        return switch (schema.path("type").asString("")) {
            case "string" ->
                schema.has("maxLength")
                        || schema.has("enum")
                        || schema.path("format").asString("").equals("uuid")
                        || isBounded(schema.path("pattern").asString(""));
            case "array" -> schema.has("maxItems");
            case "object" -> !schema.path("additionalProperties").isObject() || schema.has("maxProperties");
            default -> true;
        };
    }

    /** Whether a concrete path belongs to this operation. */
    public boolean takes(String concrete) {
        return template().matcher(concrete).matches();
    }

    private List<String> headerFaults(Place response, HttpHeaders sent) {
        List<String> faults = new ArrayList<>();
        for (String name : contract.value(contract.at(response, "headers")).propertyNames()) {
            Place header = contract.at(response, "headers", name);
            Optional<String> value = sent.firstValue(name);
            if (value.isEmpty() && contract.value(header).path("required").asBoolean(false)) {
                faults.add("lacks the header " + name);
            }
            value.ifPresent(text -> contract.faults(contract.at(header, "schema"), typed(header, text))
                    .forEach(fault -> faults.add("header " + name + ": " + fault)));
            if (sent.allValues(name).size() > 1) {
                faults.add("has the header " + name + " more than once");
            }
        }
        return faults;
    }

    private List<String> bodyFaults(Place content, HttpResponse<String> answer) {
        String type = answer.headers().firstValue("Content-Type").orElse("none").split(";", 2)[0];
        if (!contract.value(content).has(type)) {
            return List.of("has the content type " + type + ", which is not in the contract");
        }
        try {
            JsonNode body = type.endsWith("json")
                    ? JSON.readTree(answer.body())
                    : JsonNodeFactory.instance.stringNode(answer.body());
            return contract.faults(contract.at(content, type, "schema"), body);
        } catch (JacksonException e) {
            return List.of("is not JSON: " + answer.body());
        }
    }

    /** The parameters with a value in the address. */
    private Map<Place, JsonNode> parameterValues(URI address) {
        Map<Place, JsonNode> values = new LinkedHashMap<>();
        Matcher parts = template().matcher(address.getPath());
        if (!parts.matches()) {
            throw new IllegalArgumentException(address + " is no address of " + name());
        }
        for (Place parameter : parameters()) {
            String name = contract.value(parameter).get("name").asString();
            switch (contract.value(parameter).get("in").asString()) {
                case "path" -> values.put(parameter, JsonNodeFactory.instance.stringNode(parts.group(name)));
                case "query" ->
                    queryValue(address, name, contract.value(contract.at(parameter, "schema")))
                            .ifPresent(value -> values.put(parameter, value));
                default -> {}
            }
        }
        return values;
    }

    private List<Place> parameters() {
        Place item = contract.at(Place.ROOT, "paths", path);
        List<Place> parameters = new ArrayList<>();
        for (Place owner : List.of(item, place)) {
            int count = contract.value(contract.at(owner, "parameters")).size();
            for (int n = 0; n < count; n++) {
                parameters.add(contract.at(owner, "parameters", String.valueOf(n)));
            }
        }
        return parameters;
    }

    private Pattern template() {
        return Pattern.compile(path.replace(".", "\\.").replaceAll("\\{(\\w+)}", "(?<$1>[^/]+)"));
    }

    private static Optional<JsonNode> queryValue(URI address, String name, JsonNode schema) {
        if (address.getRawQuery() == null) {
            return Optional.empty();
        }
        List<JsonNode> values = Arrays.stream(address.getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair[0].equals(name))
                .<JsonNode>map(pair -> JsonNodeFactory.instance.stringNode(
                        URLDecoder.decode(pair.length == 2 ? pair[1] : "", StandardCharsets.UTF_8)))
                .toList();
        if (schema.path("type").asString("").equals("array")) {
            return Optional.of(JSON.createArrayNode().addAll(values));
        }
        return values.stream().findFirst();
    }

    private JsonNode typed(Place header, String text) {
        boolean isInteger = contract.value(contract.at(header, "schema", "type"))
                .asString("")
                .equals("integer");
        return isInteger && text.matches("\\d{1,18}")
                ? JsonNodeFactory.instance.numberNode(Long.parseLong(text))
                : JsonNodeFactory.instance.stringNode(text);
    }
}
