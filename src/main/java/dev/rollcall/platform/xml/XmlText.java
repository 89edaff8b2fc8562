package dev.rollcall.platform.xml;

/** Prepares text from people for an XML document. */
public final class XmlText {

    private XmlText() {}

    /** Replaces characters that XML cannot contain with U+FFFD. */
    public static String legal(String text) {
        return text.codePoints()
                .map(character -> isLegal(character) ? character : 0xFFFD)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static boolean isLegal(int character) {
        return (character >= ' ' && character < 0xFFFE && !Character.isSurrogate((char) character))
                || character >= Character.MIN_SUPPLEMENTARY_CODE_POINT;
    }
}
