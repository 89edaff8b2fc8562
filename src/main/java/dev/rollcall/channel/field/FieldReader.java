package dev.rollcall.channel.field;

import dev.rollcall.platform.problem.InvalidRequestException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Checks the fields of a request by the definition of their kind. */
public final class FieldReader {

    private FieldReader() {}

    /**
     * The settings to store: each field of the kind that the request has, or its fallback. Other fields are ignored.
     *
     * @throws InvalidRequestException naming every invalid field; it does not repeat a value, which may be a token
     */
    public static Map<String, Object> read(KindDefinition kind, Map<String, Object> request) {
        Map<String, Object> settings = new LinkedHashMap<>();
        Map<String, String> faults = new TreeMap<>();
        read(TextFields.with(kind), request, settings, faults);
        if (!faults.isEmpty()) {
            throw new InvalidRequestException(faults);
        }
        return settings;
    }

    /** For a kind that reads its own fields itself: adds the {@link NoiseFields} and their faults. */
    public static void readCommon(
            Map<String, Object> request, Map<String, Object> settings, Map<String, String> faults) {
        read(NoiseFields.all(), request, settings, faults);
    }

    private static void read(
            List<Field> fields, Map<String, Object> request, Map<String, Object> settings, Map<String, String> faults) {
        for (Field field : fields) {
            Object value = request.get(field.name());
            if (value == null || value.equals("")) {
                if (field.required()) {
                    faults.put(field.name(), "is required");
                } else if (!field.fallback().isEmpty()) {
                    settings.put(field.name(), fallback(field));
                }
                continue;
            }
            String fault = fault(field, value);
            if (fault == null) {
                settings.put(field.name(), value);
            } else {
                faults.put(field.name(), fault);
            }
        }
    }

    private static Object fallback(Field field) {
        return field.type() == FieldType.NUMBER ? (Object) Integer.valueOf(field.fallback()) : field.fallback();
    }

    private static @Nullable String fault(Field field, Object value) {
        return switch (field.type()) {
            case NUMBER ->
                value instanceof Integer number && number >= field.min() && number <= field.max()
                        ? null
                        : "must be " + field.type().words() + " from " + field.min() + " to " + field.max();
            case OBJECT ->
                value instanceof Map ? null : "must be " + field.type().words();
            default -> textFault(field, value);
        };
    }

    private static @Nullable String textFault(Field field, Object value) {
        List<String> valid = List.of(field.oneOf());
        if (!valid.isEmpty()) {
            return value instanceof String text && valid.contains(text)
                    ? null
                    : "must be one of " + String.join(", ", valid);
        }
        if (!(value instanceof String text)
                || text.length() > field.maxLength()
                || !field.type().allows(text)) {
            return "must be " + field.type().words() + " of at most " + field.maxLength() + " characters";
        }
        return field.pattern().isEmpty() || text.matches(field.pattern())
                ? null
                : "must have the form " + field.pattern();
    }
}
