package dev.rollcall.channel.field;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The fields that every kind has. They say when the channel gets a message, whatever the message is. */
@CommonFields.Declared({
    @Field(
            name = CommonFields.REMIND,
            meaning = "how often the channel is told that a check is still down",
            oneOf = {"off", "hourly", "daily"})
})
public final class CommonFields {

    public static final String REMIND = "remind";

    private CommonFields() {}

    /** These fields alone. */
    public static List<Field> all() {
        return List.of(Objects.requireNonNull(CommonFields.class.getAnnotation(Declared.class))
                .value());
    }

    /** All fields of a kind: its own, those of its text, and these. */
    public static List<Field> with(KindDefinition kind) {
        List<Field> fields = new ArrayList<>(TextFields.with(kind));
        fields.addAll(all());
        return fields;
    }

    @Retention(RetentionPolicy.RUNTIME)
    @interface Declared {
        Field[] value();
    }
}
