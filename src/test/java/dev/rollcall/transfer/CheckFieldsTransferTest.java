package dev.rollcall.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.project.Projects;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.yaml.snakeyaml.Yaml;
import testing.Contract;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every field of a check survives an export and an import. The fields are those that the contract lets a client set,
 * each with a value that is not its default, so a new field cannot be forgotten.
 */
@RollcallTest
class CheckFieldsTransferTest {

    /** What a request has besides the fields of a check. */
    private static final Set<String> NO_FIELDS = Set.of("api_key", "unique");

    private static final Map<String, Object> GIVEN = Map.of("tz", "Europe/Riga", "channels", "ops");

    /**
     * Greater than every default and than MIN_PERIOD. Later fields get less: {@code min_duration} follows
     * {@code max_duration}.
     */
    private static final int NUMBER = 9_000;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private ProjectExport export;

    @Autowired
    private ProjectImport projectImport;

    @ParameterizedTest
    @ValueSource(strings = {"timeout", "schedule"})
    void everyFieldOfTheContractIsExportedAndImported(String schedule) throws IOException {
        Projects.NewProject project = fixtures.project();
        fixtures.call(
                HttpMethod.POST, "/api/v3/channels/", project.readWriteKey(), "{\"kind\": \"log\", \"name\": \"ops\"}");
        Map<String, Object> fields = fields();
        Set.of("timeout", "schedule", "tz").stream()
                .filter(field -> field.equals("timeout") != schedule.equals("timeout"))
                .forEach(fields::remove);
        UUID parent = fixtures.check(project, "{}");
        JsonNode plain = fixtures.show(project, parent);
        fields.put("depends_on", List.of(parent));
        UUID id = fixtures.check(project, JsonMapper.shared().writeValueAsString(fields));
        JsonNode before = fixtures.show(project, id);
        assertThat(fields.keySet()).allSatisfy(field -> {
            assertThat(before.has(field)).as(field).isTrue();
            assertThat(before.get(field)).as(field).isNotEqualTo(plain.get(field));
        });

        byte[] lines = exported(project);
        fixtures.jdbc()
                .sql("DELETE FROM projects WHERE id = :id")
                .param("id", project.id().value())
                .update();
        projectImport.read(new ByteArrayInputStream(lines), true);

        assertThat(fixtures.show(project, id)).isEqualTo(before);
    }

    private byte[] exported(Projects.NewProject project) {
        var out = new ByteArrayOutputStream();
        export.write(project.id(), out);
        return out.toByteArray();
    }

    private static Map<String, Object> fields() throws IOException {
        Object contract = new Yaml().load(Files.readString(Contract.FILE));
        Map<String, Object> fields = new LinkedHashMap<>();
        JsonMapper.shared()
                .<JsonNode>valueToTree(contract)
                .at("/components/schemas/CheckFields/properties")
                .properties()
                .forEach(field -> {
                    if (!NO_FIELDS.contains(field.getKey())) {
                        fields.put(field.getKey(), value(field.getKey(), field.getValue(), fields.size()));
                    }
                });
        return fields;
    }

    /** A value that is valid for the schema and is not its default. */
    private static Object value(String field, JsonNode schema, int position) {
        if (GIVEN.containsKey(field)) {
            return GIVEN.get(field);
        }
        if (schema.has("examples")) {
            return schema.get("examples").get(0).asString();
        }
        if (schema.has("enum")) {
            return schema.get("enum")
                    .valueStream()
                    .filter(choice -> !choice.equals(schema.get("default")))
                    .findFirst()
                    .orElseThrow()
                    .asString();
        }
        return switch (schema.get("type").asString()) {
            case "boolean" -> !schema.get("default").asBoolean();
            case "integer" -> Math.min(schema.get("maximum").asInt(), NUMBER - position);
            default -> "value-" + position;
        };
    }
}
