package dev.rollcall.channel.field;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The fields of every kind whose text Rollcall writes. */
@TextFields.Declared({
    @Field(
            name = TextFields.LANGUAGE,
            meaning = "the language of alerts",
            oneOf = {"en", "de", "fr", "es"},
            fallback = "en"),
    @Field(
            name = TextFields.TIME_ZONE,
            meaning = "the time zone of the times in alerts",
            type = FieldType.TIME_ZONE,
            maxLength = 36,
            fallback = "UTC"),
    @Field(
            name = TextFields.DIGEST,
            meaning = "alerts of so many seconds are one message; 0 sends each at once",
            type = FieldType.NUMBER,
            max = TextFields.MAX_DIGEST)
})
public final class TextFields {

    public static final String LANGUAGE = "language";
    public static final String TIME_ZONE = "time_zone";
    public static final String DIGEST = "digest";

    static final int MAX_DIGEST = 3_600;

    private TextFields() {}

    /** All fields of a kind: its own, these if it sends a text, and the {@link NoiseFields} unless it is a group. */
    public static List<Field> with(KindDefinition kind) {
        List<Field> fields = new ArrayList<>(List.of(kind.fields()));
        if (kind.hasText()) {
            Stream.of(Objects.requireNonNull(TextFields.class.getAnnotation(Declared.class))
                            .value())
                    .filter(field -> kind.hasDigest() || !field.name().equals(DIGEST))
                    .forEach(fields::add);
        }
        if (!kind.isGroup()) {
            fields.addAll(NoiseFields.all());
        }
        return fields;
    }

    @Retention(RetentionPolicy.RUNTIME)
    @interface Declared {
        Field[] value();
    }
}
