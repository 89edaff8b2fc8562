package dev.rollcall.channel;

import dev.rollcall.admin.TaskVariant;
import dev.rollcall.admin.TaskVariants;
import dev.rollcall.channel.field.Field;
import dev.rollcall.channel.field.KindCatalog;
import dev.rollcall.channel.field.KindDefinition;
import dev.rollcall.channel.field.TextFields;
import java.util.List;

/** The fields of each kind of channel as options of {@code --task=create-channel}. */
final class KindOptions implements TaskVariants {

    @Override
    public List<TaskVariant> all() {
        return KindCatalog.all().stream().map(KindOptions::variant).toList();
    }

    /** The option for a field, without dashes. */
    static String name(Field field) {
        return field.name().replace('_', '-');
    }

    private static TaskVariant variant(KindDefinition kind) {
        return new TaskVariant(
                "--kind=" + kind.name(),
                kind.summary(),
                TextFields.with(kind).stream().map(KindOptions::option).toList());
    }

    private static TaskVariant.Option option(Field field) {
        var meaning = new StringBuilder(field.meaning());
        if (field.oneOf().length > 0) {
            meaning.append("; one of ").append(String.join(", ", field.oneOf()));
        }
        if (!field.fallback().isEmpty()) {
            meaning.append("; default ").append(field.fallback());
        }
        if (field.secret()) {
            meaning.append("; a secret, never shown again");
        }
        return new TaskVariant.Option(name(field), meaning.toString(), field.required());
    }
}
