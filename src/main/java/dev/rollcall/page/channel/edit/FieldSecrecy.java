package dev.rollcall.page.channel.edit;

import dev.rollcall.channel.field.Field;
import dev.rollcall.channel.field.FieldType;
import org.jspecify.annotations.Nullable;

/** Which values of a channel are never shown again. */
final class FieldSecrecy {

    private FieldSecrecy() {}

    /** A secret by its definition, or an address with a user and a password. */
    static boolean isHidden(Field field, @Nullable Object value) {
        return value != null
                && (field.secret()
                        || (field.type() == FieldType.URL && value.toString().matches("(?is)https?://[^/?#@]*+@.*")));
    }
}
