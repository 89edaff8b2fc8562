package kit.service;

import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** Values in the words of evidence. */
public final class Text {

    private static final int SHOWN = 4;

    private Text() {}

    /** As {@code 1.3 s}. */
    public static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    /** The first few, and how many there are. */
    public static String some(Collection<?> values) {
        String first = values.stream().limit(SHOWN).map(String::valueOf).collect(Collectors.joining(", "));
        return values.size() <= SHOWN ? first : first + " and " + (values.size() - SHOWN) + " more";
    }
}
