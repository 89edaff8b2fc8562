package dev.rollcall.check.lookup;

import java.text.Normalizer;
import java.util.Locale;

/** Makes a slug from a name, for the versions of the API in which callers cannot choose one. */
public final class Slug {

    private static final int MAX_LENGTH = 100;

    private Slug() {}

    /**
     * Returns lower-case letters, digits, underscores and single hyphens, at most 100. Accents are removed, spaces
     * become hyphens, and all other characters are dropped.
     */
    public static String of(String name) {
        String slug = Normalizer.normalize(name, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9_\\s-]", "")
                .replaceAll("[\\s-]+", "-");
        return trimmed(slug.length() > MAX_LENGTH ? slug.substring(0, MAX_LENGTH) : slug);
    }

    private static String trimmed(String slug) {
        return slug.replaceAll("^[-_]++|(?<![-_])[-_]++$", "");
    }
}
