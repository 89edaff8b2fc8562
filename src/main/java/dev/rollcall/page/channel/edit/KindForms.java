package dev.rollcall.page.channel.edit;

import dev.rollcall.channel.Channels;
import dev.rollcall.channel.field.ChannelNames;
import dev.rollcall.channel.field.Field;
import dev.rollcall.channel.field.KindDefinition;
import dev.rollcall.channel.field.TextFields;
import dev.rollcall.platform.process.WebProcess;
import java.text.Collator;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Creates the fields of a form from the description of a kind. */
@Component
@WebProcess
class KindForms {

    private final MessageSource messages;
    private final Map<String, KindDefinition> kinds;

    KindForms(MessageSource messages, Channels channels) {
        this.messages = messages;
        this.kinds = channels.definitions();
    }

    /** The kinds by their names in this language. */
    List<String> names(Locale language) {
        return kinds.keySet().stream()
                .sorted(Comparator.comparing(
                        kind -> messages.getMessage("kind." + kind, null, language), Collator.getInstance(language)))
                .toList();
    }

    Optional<KindDefinition> find(String name) {
        return Optional.ofNullable(kinds.get(name));
    }

    /** The form of a new channel, with the language and the time zone of the person who creates it. */
    WrittenForm blank(KindDefinition kind, String language, String zone) {
        Map<String, List<String>> values = new HashMap<>();
        for (Field field : TextFields.with(kind)) {
            values.put(field.name(), List.of(field.fallback()));
            if (field.name().equals(TextFields.LANGUAGE)
                    && List.of(field.oneOf()).contains(language)) {
                values.put(field.name(), List.of(language));
            } else if (field.name().equals(TextFields.TIME_ZONE)) {
                values.put(field.name(), List.of(zone));
            }
        }
        return new WrittenForm(kind, values);
    }

    /** The form of an existing channel, without its secrets. */
    WrittenForm filled(KindDefinition kind, String name, Map<String, Object> stored, List<String> members) {
        Map<String, List<String>> values = new HashMap<>();
        values.put(WrittenForm.NAME, List.of(name));
        for (Field field : TextFields.with(kind)) {
            Object value = stored.get(field.name());
            if (value != null && !FieldSecrecy.isHidden(field, value)) {
                values.put(field.name(), List.of(value.toString()));
            }
        }
        if (kind.isGroup()) {
            values.put(ChannelNames.FIELD, members);
        }
        return new WrittenForm(kind, values);
    }

    /** The fields that only this kind has. */
    List<FormField> own(WrittenForm form, @Nullable Map<String, Object> stored, Map<String, String> faults) {
        return List.of(form.kind().fields()).stream()
                .map(field -> {
                    FormField shown = field(form, field, "field." + form.kind().name() + ".", stored, faults);
                    return form.kind().isGroup() ? shown.withInput(FormField.Input.CHANNELS) : shown;
                })
                .toList();
    }

    /** The fields that other kinds have too. */
    List<FormField> common(WrittenForm form, @Nullable Map<String, Object> stored, Map<String, String> faults) {
        List<Field> own = List.of(form.kind().fields());
        return TextFields.with(form.kind()).stream()
                .filter(field -> !own.contains(field))
                .map(field -> field(form, field, "field.", stored, faults))
                .toList();
    }

    private static FormField field(
            WrittenForm form,
            Field field,
            String prefix,
            @Nullable Map<String, Object> stored,
            Map<String, String> faults) {
        boolean isStored = stored != null && FieldSecrecy.isHidden(field, stored.get(field.name()));
        return FormField.of(
                field, prefix + field.name() + ".hint", form.text(field.name()), isStored, faults.get(field.name()));
    }
}
