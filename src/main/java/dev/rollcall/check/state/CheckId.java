package dev.rollcall.check.state;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The id of a check. Everyone who knows it can ping the check. */
public record CheckId(UUID value) {

    // UUID.fromString accepts 1-1-1-1-1 as well.
    private static final Pattern CANONICAL = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    public static CheckId random() {
        return new CheckId(UUID.randomUUID());
    }

    /** Empty if the text is not a UUID in the canonical form. Letters may be in upper case. */
    public static Optional<CheckId> parse(String text) {
        return CANONICAL.matcher(text).matches() ? Optional.of(new CheckId(UUID.fromString(text))) : Optional.empty();
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
