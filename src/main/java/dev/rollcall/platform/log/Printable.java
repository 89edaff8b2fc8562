package dev.rollcall.platform.log;

/**
 * Makes text from any source safe for a terminal or a log file: it stays on its line and controls nothing. Line breaks,
 * other control characters (such as those of terminals) and characters that only change how others are shown (such as
 * the direction of writing) become escapes, {@code \n} or <code>&#92;u001b</code>.
 */
public final class Printable {

    private static final char ZERO_WIDTH_NON_JOINER = '\u200c';
    private static final char ZERO_WIDTH_JOINER = '\u200d';

    private Printable() {}

    /** The text with escapes; the same object if there is nothing to escape. */
    public static String escaped(String text) {
        if (text.codePoints().noneMatch(Printable::isUnprintable)) {
            return text;
        }
        var escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> {
            if (isUnprintable(character)) {
                escape(character, escaped);
            } else {
                escaped.appendCodePoint(character);
            }
        });
        return escaped.toString();
    }

    /** The text and blanks up to this width, for a column. */
    public static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static void escape(int character, StringBuilder escaped) {
        switch (character) {
            case '\n' -> escaped.append("\\n");
            case '\r' -> escaped.append("\\r");
            case '\t' -> escaped.append("\\t");
            default -> {
                for (char unit : Character.toChars(character)) {
                    escaped.append("\\u%04x".formatted((int) unit));
                }
            }
        }
    }

    private static boolean isUnprintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            // Joiners belong to words of some scripts, and to emoji.
            case Character.FORMAT -> character != ZERO_WIDTH_NON_JOINER && character != ZERO_WIDTH_JOINER;
            default -> false;
        };
    }
}
