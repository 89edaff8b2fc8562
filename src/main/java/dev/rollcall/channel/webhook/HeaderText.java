package dev.rollcall.channel.webhook;

/** Makes a text valid as the value of an HTTP header. */
final class HeaderText {

    private static final int FIRST_LATIN_1 = 0xA0;
    private static final int LAST_LATIN_1 = 0xFF;
    private static final int LAST_ASCII = 0x7E;

    private HeaderText() {}

    /**
     * The text on one line and in ISO 8859-1, the character set of headers (RFC 9110, 5.5). Any other character becomes
     * a numeric reference ({@literal &}#128512;), as Healthchecks sends it.
     */
    static String of(String text) {
        var value = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (point < ' ' || point == LAST_ASCII + 1) {
                value.append(' ');
            } else if (point <= LAST_ASCII || (point >= FIRST_LATIN_1 && point <= LAST_LATIN_1)) {
                value.append((char) point);
            } else {
                value.append("&#").append(point).append(';');
            }
        });
        return value.toString();
    }
}
