package dev.rollcall.page.form;

import dev.rollcall.platform.database.SqlText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The text of a field of a form. */
public final class FormText {

    private FormText() {}

    /**
     * The text as it can be stored, empty for a missing field. A browser ends a line with two characters, which become
     * one, so that a text that was saved unchanged is the same.
     */
    public static String of(@Nullable String field) {
        return SqlText.storable(Objects.requireNonNullElse(field, "")).replace("\r\n", "\n");
    }
}
