package dev.rollcall.check.lookup;

import java.text.Normalizer;
import java.util.Locale;

/** The slug that a name makes, for the versions of the API whose callers cannot choose one. */
public final class Slug {

    private static final int LONGEST = 100;

    private Slug() {}

    /**
     * Small letters, digits, underscores and single hyphens: accents are taken off, blanks become hyphens, and
     * whatever is left that has no place in a slug is dropped.
     */
    public static String of(String name) {
        String slug = Normalizer.normalize(name, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9_\\s-]", "")
                .replaceAll("[\\s-]+", "-");
        return trimmed(slug.length() > LONGEST ? slug.substring(0, LONGEST) : slug);
    }

    private static String trimmed(String slug) {
        return slug.replaceAll("^[-_]+|[-_]+$", "");
    }
}
