package dev.rollcall.channel.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rollcall.platform.problem.InvalidRequestException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FieldReaderTest {

    @KindDefinition(
            name = "sample",
            summary = "is a sample",
            fields = {
                @Field(name = "url", meaning = "an address", type = FieldType.URL, required = true, secret = true),
                @Field(name = "key", meaning = "a key", pattern = "[a-z]+", maxLength = 5),
                @Field(name = "level", meaning = "a level", type = FieldType.NUMBER, min = 1, max = 5, fallback = "3"),
                @Field(
                        name = "mode",
                        meaning = "a mode",
                        oneOf = {"one", "two"})
            })
    private abstract static class Sample {}

    private static final KindDefinition KIND = KindCatalog.of(Sample.class);

    @Test
    void fieldsThatTheKindHasAreKeptAndFallbacksAdded() {
        assertThat(FieldReader.read(KIND, Map.of("url", "https://a.example/", "kind", "sample", "more", 1, "key", "")))
                .isEqualTo(Map.of("url", "https://a.example/", "level", 3, "language", "en", "time_zone", "UTC"));
    }

    @Test
    void aKindWithoutFieldsAlsoHasThoseThatSayWhichAlertsItGets() {
        Map<String, Object> noise = Map.of("escalate_after", 600, "flap_limit", 5, "flap_quiet", 300);

        assertThat(FieldReader.read(KIND, withUrl(noise))).containsAllEntriesOf(noise);
        assertThat(faults(withUrl(Map.of("escalate_after", 0, "flap_limit", 1, "flap_quiet", "long"))))
                .isEqualTo(Map.of(
                        "escalate_after", "must be a whole number from 1 to 2592000",
                        "flap_limit", "must be a whole number from 2 to 1000",
                        "flap_quiet", "must be a whole number from 1 to 3600"));
    }

    private static Map<String, Object> withUrl(Map<String, Object> more) {
        Map<String, Object> fields = new HashMap<>(more);
        fields.put("url", "https://a.example/");
        return fields;
    }

    @Test
    void everyFieldAtFaultIsNamed() {
        Map<String, Object> fields = new HashMap<>();
        fields.put("key", "ABC");
        fields.put("level", 6);
        fields.put("mode", "three");
        fields.put("language", "tlh");
        fields.put("time_zone", "Mars/Olympus");

        assertThat(faults(fields))
                .isEqualTo(Map.of(
                        "url", "is required",
                        "key", "must have the form [a-z]+",
                        "level", "must be a whole number from 1 to 5",
                        "mode", "must be one of one, two",
                        "language", "must be one of en, de, fr, es",
                        "time_zone", "must be the name of a time zone, such as Europe/Riga of at most 36 characters"));
    }

    @Test
    void aTextIsNeitherTooLongNorOfAnotherTypeNorWithControlCharacters() {
        for (Object value : new Object[] {"abcdef", 7, "a\nb", Map.of()}) {
            assertThat(faults(Map.of("url", "https://a.example/", "key", value)))
                    .containsExactly(Map.entry("key", "must be a string of at most 5 characters"));
        }
        assertThat(faults(Map.of("url", "ftp://a.example/")))
                .containsExactly(Map.entry("url", "must be an http:// or https:// address of at most 200 characters"));
    }

    private static Map<String, String> faults(Map<String, Object> fields) {
        return catchThrowableOfType(InvalidRequestException.class, () -> FieldReader.read(KIND, fields))
                .fields();
    }
}
