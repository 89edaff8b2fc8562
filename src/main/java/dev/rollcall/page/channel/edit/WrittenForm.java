package dev.rollcall.page.channel.edit;

import dev.rollcall.channel.field.Field;
import dev.rollcall.channel.field.FieldType;
import dev.rollcall.channel.field.KindDefinition;
import dev.rollcall.channel.field.TextFields;
import dev.rollcall.page.form.FormText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a person entered into the form of a channel. It becomes a request of the API, whose faults have the names of the
 * fields.
 *
 * @param values by the name of a field; several for the channels of a group
 */
record WrittenForm(KindDefinition kind, Map<String, List<String>> values) {

    static final String NAME = "name";

    /** Names the secrets that are to be removed. */
    static final String REMOVE = "remove";

    /** The text that was entered into a field; empty if none was. */
    String text(String field) {
        return values.getOrDefault(field, List.of()).stream()
                .map(FormText::of)
                .filter(text -> !text.isBlank())
                .collect(Collectors.joining(","));
    }

    /**
     * The fields of the request. A field that was left empty is removed, or kept if it is a secret that the form did
     * not show.
     *
     * @param stored the settings of the channel; null for a new one
     */
    Map<String, Object> fields(@Nullable Map<String, Object> stored) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(NAME, text(NAME).strip());
        for (Field field : TextFields.with(kind)) {
            String text = text(field.name());
            if (!text.isEmpty()) {
                fields.put(field.name(), value(field, text));
            } else if (stored != null && isToBeRemoved(field, stored)) {
                fields.put(field.name(), field.type() == FieldType.OBJECT ? Map.of() : "");
            }
        }
        return fields;
    }

    private boolean isToBeRemoved(Field field, Map<String, Object> stored) {
        return values.getOrDefault(REMOVE, List.of()).contains(field.name())
                || kind.isGroup()
                || (stored.containsKey(field.name()) && !FieldSecrecy.isHidden(field, stored.get(field.name())));
    }

    /** Keeps an unreadable text, so it is refused. */
    private static Object value(Field field, String text) {
        return switch (field.type()) {
            case NUMBER -> text.strip().matches("-?\\d{1,9}") ? (Object) Integer.valueOf(text.strip()) : text;
            case OBJECT ->
                HeaderLines.parse(text).<Object>map(headers -> headers).orElse(text);
            default -> FormField.isLong(field) ? text : text.strip();
        };
    }
}
