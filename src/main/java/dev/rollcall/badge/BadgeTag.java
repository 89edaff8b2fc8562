package dev.rollcall.badge;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A tag, and its form in the address of its badge. */
record BadgeTag(String tag) {

    /** The pseudo-tag that all checks have. */
    static final BadgeTag ALL = new BadgeTag("*");

    private static final char ESCAPE = '~';
    private static final int ESCAPED_LENGTH = 3;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** Reverses {@link #inPath()}. Text that is not escaped stays unchanged. */
    static BadgeTag fromPath(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        var tag = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            boolean escaped = bytes[i] == ESCAPE
                    && i + 2 < bytes.length
                    && HexFormat.isHexDigit(bytes[i + 1])
                    && HexFormat.isHexDigit(bytes[i + 2]);
            if (escaped) {
                tag.write(HexFormat.fromHexDigits(new String(bytes, i + 1, 2, StandardCharsets.US_ASCII)));
                i += ESCAPED_LENGTH - 1;
            } else {
                tag.write(bytes[i]);
            }
        }
        return new BadgeTag(tag.toString(StandardCharsets.UTF_8));
    }

    /**
     * Escapes all characters that a server or proxy may interpret, with a tilde. Percent-encoding does not work,
     * because many servers, including ours, refuse an encoded slash or percent sign.
     */
    String inPath() {
        var path = new StringBuilder();
        for (byte b : tag.getBytes(StandardCharsets.UTF_8)) {
            boolean plain =
                    (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '-' || b == '_';
            if (plain) {
                path.append((char) b);
            } else {
                path.append(ESCAPE).append(HEX.toHexDigits(b));
            }
        }
        return path.toString();
    }
}
