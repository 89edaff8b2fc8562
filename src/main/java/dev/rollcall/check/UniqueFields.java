package dev.rollcall.check;

import dev.rollcall.platform.InvalidRequestException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values by which a request finds the check to change before it makes one; null for those that do not count. */
record UniqueFields(
        @Nullable String name,
        @Nullable String slug,
        @Nullable String tags,
        @Nullable Long timeout,
        @Nullable Long grace) {

    private static final String FIELD = "unique";
    private static final Set<String> KNOWN = Set.of("name", "slug", "tags", "timeout", "grace");

    /**
     * What {@code unique} refers to. Empty when it is missing, or refers to a field that the request does not set:
     * then nothing matches, and a check is made.
     *
     * @throws InvalidRequestException when it holds anything but the names of the five fields
     */
    static Optional<UniqueFields> of(CheckFields fields) {
        List<@Nullable String> unique = fields.unique() == null ? List.of() : fields.unique();
        if (!unique.stream().allMatch(name -> name != null && KNOWN.contains(name))) {
            throw InvalidRequestException.item(FIELD, "has unexpected value");
        }
        boolean refersToNothing = unique.contains("name") && fields.name() == null
                || unique.contains("slug") && fields.slug() == null
                || unique.contains("tags") && fields.tags() == null
                || unique.contains("timeout") && fields.timeout() == null
                || unique.contains("grace") && fields.grace() == null;
        if (unique.isEmpty() || refersToNothing) {
            return Optional.empty();
        }
        return Optional.of(new UniqueFields(
                unique.contains("name") ? fields.name() : null,
                unique.contains("slug") ? fields.slug() : null,
                unique.contains("tags") && fields.tags() != null ? fields.tags().strip() : null,
                unique.contains("timeout") ? fields.timeout() : null,
                unique.contains("grace") ? fields.grace() : null));
    }
}
