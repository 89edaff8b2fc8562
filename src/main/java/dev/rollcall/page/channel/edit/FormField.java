package dev.rollcall.page.channel.edit;

import dev.rollcall.channel.field.Field;
import dev.rollcall.channel.field.FieldType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field of the form, as its kind describes it.
 *
 * @param hint the key of the text about what to enter
 * @param input how it is entered
 * @param value what it shows; empty for a stored secret
 * @param isStored whether a secret is stored; it is kept if the field is left empty
 * @param fault null if it has none
 */
record FormField(
        Field field,
        String hint,
        Input input,
        String value,
        boolean isStored,
        @Nullable String fault) {

    /** Longer texts have several lines. */
    private static final int LINE = 2_000;

    /** How a field is entered. */
    enum Input {
        TEXT,
        NUMBER,
        PASSWORD,
        /** The value can be a secret, but people must see what they paste. A stored secret is not shown. */
        ADDRESS,
        CHOICE,
        ZONE,
        LINES,
        CHANNELS
    }

    static FormField of(Field field, String hint, String value, boolean isStored, @Nullable String fault) {
        return new FormField(field, hint, input(field), value, isStored, fault);
    }

    FormField withInput(Input other) {
        return new FormField(field, hint, other, value, isStored, fault);
    }

    static boolean isLong(Field field) {
        return field.type() == FieldType.OBJECT || field.maxLength() > LINE;
    }

    public String name() {
        return field.name();
    }

    /** The key of its label. */
    public String label() {
        return "field." + field.name();
    }

    public boolean isRequired() {
        return field.required();
    }

    public boolean hasDefault() {
        return !field.fallback().isEmpty();
    }

    public int maxLength() {
        return field.maxLength();
    }

    public List<String> choices() {
        return List.of(field.oneOf());
    }

    /** Whether the browser requires a value. */
    public boolean mustBeEntered() {
        return field.required() && !isStored;
    }

    private static Input input(Field field) {
        if (field.oneOf().length > 0) {
            return Input.CHOICE;
        }
        return switch (field.type()) {
            case NUMBER -> Input.NUMBER;
            case TIME_ZONE -> Input.ZONE;
            case OBJECT -> Input.LINES;
            case URL -> Input.ADDRESS;
            default -> field.secret() ? Input.PASSWORD : isLong(field) ? Input.LINES : Input.TEXT;
        };
    }
}
