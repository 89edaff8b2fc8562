package dev.rollcall.page.check;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The text by which a name is sorted: regardless of case and accents, as readers of our languages expect. A collator is
 * more exact, but took two thirds of the time of a list of 1,000 checks.
 */
final class SortKey {

    private static final Pattern MARKS = Pattern.compile("\\p{M}");

    private SortKey() {}

    static String of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean isPlain = lower.chars().allMatch(character -> character < 0x80);
        return isPlain
                ? lower
                : MARKS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFD))
                        .replaceAll("");
    }
}
