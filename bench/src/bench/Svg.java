package bench;

import java.util.Locale;

/** What pictures are written with. */
final class Svg {

    private Svg() {}

    /** Numbers as XML has them, whatever the language of the machine. */
    static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** Text between tags. */
    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
