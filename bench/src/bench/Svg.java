package bench;

import java.util.Locale;

/** Helpers for writing SVG. */
final class Svg {

    private Svg() {}

    /** Numbers in the format of XML, in any locale. */
    static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** Escapes text between tags. */
    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
