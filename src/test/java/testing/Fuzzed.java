package testing;

import java.nio.charset.StandardCharsets;

/** What fuzz targets have in common. A target fails by throwing, so that it needs no library. */
public final class Fuzzed {

    private Fuzzed() {}

    /** The input as a text, in which bytes that are not UTF-8 have become U+FFFD. */
    public static String text(byte[] input) {
        return new String(input, StandardCharsets.UTF_8);
    }

    /** Fails unless the property holds. */
    public static void require(boolean holds, String property) {
        if (!holds) {
            throw new AssertionError(property);
        }
    }

    /**
     * Fails if a message repeats a secret. A short one may be in it by chance.
     *
     * @param always what the message says without any secret
     */
    public static void hides(Exception e, String secret, String always) {
        require(
                secret.length() < 8
                        || always.contains(secret)
                        || !String.valueOf(e.getMessage()).contains(secret),
                "a message repeats a secret");
    }
}
