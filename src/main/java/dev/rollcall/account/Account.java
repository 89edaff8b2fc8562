package dev.rollcall.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account, without its password.
 *
 * @param name as its owner wants to be called; may be empty
 * @param timeZone the name of a time zone of the IANA database, such as {@code Europe/Riga}
 * @param language a language tag, such as {@code en}
 * @param isOperator whether it can open the page of the system; set by a task
 */
public record Account(
        AccountId id,
        String email,
        String name,
        String timeZone,
        String language,
        boolean isOperator,
        Instant createdAt,
        @Nullable Instant disabledAt) {

    /** The name, or the address if there is none. */
    public String shownName() {
        return name.isEmpty() ? email : name;
    }

    public boolean isDisabled() {
        return disabledAt != null;
    }
}
