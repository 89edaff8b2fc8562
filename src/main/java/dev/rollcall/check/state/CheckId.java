package dev.rollcall.check.state;

import dev.rollcall.platform.deploy.Sha256;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The id of a check. Everyone who knows it can ping the check. */
public record CheckId(UUID value) {

    private static final int UNIQUE_KEY_LENGTH = 40;

    // UUID.fromString accepts 1-1-1-1-1 as well.
    private static final Pattern CANONICAL = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    public static CheckId random() {
        return new CheckId(UUID.randomUUID());
    }

    /** Empty if the text is not a UUID in the canonical form. Letters may be in upper case. */
    public static Optional<CheckId> parse(String text) {
        return CANONICAL.matcher(text).matches() ? Optional.of(new CheckId(UUID.fromString(text))) : Optional.empty();
    }

    /** Stands for the check where its id must not be shown: the {@code unique_key} of the published API. */
    public String uniqueKey() {
        return HexFormat.of().formatHex(Sha256.of(value.toString())).substring(0, UNIQUE_KEY_LENGTH);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
