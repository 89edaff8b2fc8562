package testing;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code openapi.yaml} for tests: its operations, and its schemas to validate requests and answers. Stricter than for
 * clients: an unknown member of an answer is a fault.
 */
public final class Contract {

    /** The one file: in the repository, in the jar, and served. */
    public static final Path FILE = Path.of("src", "main", "resources", "openapi.yaml");

    private static final String BASE = "https://rollcall.example/openapi.yaml";
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    private final JsonNode document;
    private final SchemaRegistry schemas;

    private Contract(JsonNode document) {
        this.document = document;
        JsonNode closed = document.deepCopy();
        closeObjects(closed, extendedSchemas(document));
        this.schemas = SchemaRegistry.withDialect(
                Dialects.getOpenApi31(),
                registry -> registry.schemas(Map.of(BASE, closed.toString()))
                        .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build()));
    }

    public static Contract read() {
        try {
            // Not Jackson's YAML reader, which does not support aliases.
            Object plain = new Yaml().load(Files.readString(FILE));
            return new Contract(JsonMapper.shared().valueToTree(plain));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every operation in the order of the file. */
    public List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
            for (Map.Entry<String, JsonNode> item : path.getValue().properties()) {
                if (METHODS.contains(item.getKey())) {
                    operations.add(new Operation(
                            this,
                            item.getKey().toUpperCase(Locale.ROOT),
                            path.getKey(),
                            at(Place.ROOT, "paths", path.getKey(), item.getKey())));
                }
            }
        }
        return operations;
    }

    /** The value at this path of members; {@code $ref}s are followed. Absent if there is none. */
    Place at(Place from, String... members) {
        Place place = followed(from);
        for (String member : members) {
            place = followed(place.member(member));
        }
        return place;
    }

    JsonNode value(Place place) {
        return document.at(place.pointer());
    }

    /** The faults of the value according to the schema at this place. */
    List<String> faults(Place schema, JsonNode value) {
        Schema judge = schemas.getSchema(SchemaLocation.of(BASE + "#" + schema.pointer()));
        return judge.validate(value).stream()
                .map(com.networknt.schema.Error::toString)
                .toList();
    }

    private Place followed(Place place) {
        JsonNode reference = document.at(place.pointer()).path("$ref");
        return reference.isString() ? followed(new Place(reference.asString().substring(1))) : place;
    }

    /** The schemas that others extend by allOf: the others may have additional members. */
    private static Set<JsonNode> extendedSchemas(JsonNode document) {
        Set<JsonNode> extended = new HashSet<>();
        document.findValues("allOf")
                .forEach(all -> all.forEach(part ->
                        extended.add(document.at(part.get("$ref").asString().substring(1)))));
        return extended;
    }

    private static void closeObjects(JsonNode node, Set<JsonNode> open) {
        boolean isObjectSchema = node.path("properties").isObject() && !open.contains(node);
        Stream.concat(node.valueStream(), node.propertyStream().map(Map.Entry::getValue))
                .toList()
                .forEach(child -> closeObjects(child, open));
        if (isObjectSchema) {
            ((ObjectNode) node).put("unevaluatedProperties", false);
        }
    }

    /** A place in the document as a JSON pointer. */
    record Place(String pointer) {

        static final Place ROOT = new Place("");

        Place member(String name) {
            return new Place(pointer + "/" + name.replace("~", "~0").replace("/", "~1"));
        }

        /** The names on the path. */
        List<String> names() {
            return Arrays.stream(pointer.split("/"))
                    .map(name -> name.replace("~1", "/").replace("~0", "~"))
                    .toList();
        }
    }
}
