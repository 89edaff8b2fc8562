package dev.rollcall.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.channel.field.Field;
import dev.rollcall.channel.field.FieldType;
import dev.rollcall.channel.field.KindCatalog;
import dev.rollcall.channel.field.KindDefinition;
import dev.rollcall.channel.field.TextFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;
import testing.Contract;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The contract and the documentation know the kinds of channels as their definitions describe them. */
class KindsContractTest {

    private static final JsonNode SCHEMAS = schemas();

    @Test
    void theContractListsEveryKind() {
        List<String> names =
                KindCatalog.all().stream().map(KindDefinition::name).toList();
        assertThat(names).contains("log", "webhook", "email", "slack");
        assertThat(SCHEMAS.get("ChannelKind").get("enum").valueStream().map(JsonNode::asString))
                .containsExactlyElementsOf(names);
        assertThat(fieldsByKind().keySet()).containsExactlyElementsOf(names);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theContractHasTheFieldsOfTheKindWithTheirLimits(String name) {
        KindDefinition kind = KindCatalog.find(name).orElseThrow();
        JsonNode schema = Objects.requireNonNull(fieldsByKind().get(name));
        List<Field> fields = TextFields.with(kind);

        assertThat(schema.get("properties").propertyNames())
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                Stream.of("api_key", "kind", "name"),
                                fields.stream().map(Field::name))
                        .toList());
        assertThat(schema.get("required").valueStream().map(JsonNode::asString))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                Stream.of("kind"),
                                fields.stream().filter(Field::required).map(Field::name))
                        .toList());
        fields.forEach(
                field -> hasTheLimitsOf(field, followed(schema.get("properties").get(field.name()))));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void thePageAboutChannelsDescribesTheKindWithACommand(String name) throws IOException {
        String page = Files.readString(Path.of("docs", "channels.md"));
        assertThat(page).contains("\n## " + name + "\n", "--kind=" + name + " ");
    }

    static Stream<String> kinds() {
        return KindCatalog.all().stream().map(KindDefinition::name);
    }

    private static void hasTheLimitsOf(Field field, JsonNode schema) {
        boolean isChoice = field.oneOf().length > 0;
        switch (field.type()) {
            case NUMBER -> {
                assertThat(schema.get("type").asString()).isEqualTo("integer");
                assertThat(schema.get("minimum").asInt()).isEqualTo(field.min());
                assertThat(schema.path("maximum").asInt(Integer.MAX_VALUE)).isEqualTo(field.max());
            }
            case OBJECT -> assertThat(schema.get("type").asString()).isEqualTo("object");
            default ->
                assertThat(schema.path("maxLength").asInt(-1))
                        .as(field.name())
                        .isEqualTo(isChoice ? -1 : field.maxLength());
        }
        assertThat(schema.path("enum").valueStream().map(JsonNode::asString)).containsExactly(field.oneOf());
        if (!field.pattern().isEmpty()) {
            assertThat(schema.get("pattern").asString()).isEqualTo("^(?:" + field.pattern() + ")$");
        }
        if (!field.fallback().isEmpty()) {
            assertThat(schema.get("default").asString()).isEqualTo(field.fallback());
        }
        if (field.type() == FieldType.URL) {
            assertThat(schema.get("pattern").asString()).isEqualTo("^[Hh][Tt][Tt][Pp][Ss]?://");
        }
    }

    private static Map<String, JsonNode> fieldsByKind() {
        Map<String, JsonNode> fields = new TreeMap<>();
        SCHEMAS.get("ChannelFields").get("oneOf").forEach(kind -> {
            JsonNode schema = followed(kind);
            fields.put(schema.get("properties").get("kind").get("const").asString(), schema);
        });
        return fields;
    }

    private static JsonNode followed(JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        return reference.isEmpty() ? schema : SCHEMAS.get(reference.substring(reference.lastIndexOf('/') + 1));
    }

    private static JsonNode schemas() {
        try {
            Object plain = new Yaml().load(Files.readString(Contract.FILE));
            return JsonMapper.shared().valueToTree(plain).get("components").get("schemas");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
