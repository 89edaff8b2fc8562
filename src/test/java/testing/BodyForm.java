package testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import testing.Contract.Place;
import tools.jackson.databind.JsonNode;

/**
 * A form that the JSON body of an operation can have.
 *
 * @param fixed the members with only one possible value, as the kind of a channel
 * @param texts the members that are strings
 * @param lists the members that are arrays
 */
public record BodyForm(Map<String, String> fixed, List<String> texts, List<String> lists) {

    /** The forms of the operation: the schema of its body itself, or each of its alternatives. */
    public static List<BodyForm> of(Operation operation) {
        Contract contract = operation.contract();
        Place schema = contract.at(operation.place(), "requestBody", "content", "application/json", "schema");
        int alternatives = contract.value(contract.at(schema, "oneOf")).size();
        return IntStream.range(0, Math.max(alternatives, 1))
                .mapToObj(n -> alternatives == 0 ? schema : contract.at(schema, "oneOf", String.valueOf(n)))
                .filter(form -> !contract.value(form).isMissingNode())
                .map(form -> of(contract, form))
                .toList();
    }

    private static BodyForm of(Contract contract, Place schema) {
        Map<String, String> fixed = new TreeMap<>();
        List<String> texts = new ArrayList<>();
        List<String> lists = new ArrayList<>();
        for (String name : contract.value(contract.at(schema, "properties")).propertyNames()) {
            JsonNode member = contract.value(contract.at(schema, "properties", name));
            String type = member.path("type").asString("");
            if (member.has("const")) {
                fixed.put(name, member.get("const").asString());
            } else if (type.equals("string")) {
                texts.add(name);
            } else if (type.equals("array")) {
                lists.add(name);
            }
        }
        return new BodyForm(fixed, texts, lists);
    }
}
