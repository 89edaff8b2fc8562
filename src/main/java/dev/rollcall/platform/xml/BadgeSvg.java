package dev.rollcall.platform.xml;

/** Draws a badge: the label on grey and the status on its colour. */
public final class BadgeSvg {

    private static final int HEIGHT = 20;
    private static final int PADDING = 6;
    /** The last character before East Asian scripts. */
    private static final int LAST_NARROW = 0x10FF;

    private BadgeSvg() {}

    /** The badge as an SVG document, with any label. */
    public static String draw(String label, String status, Colour colour) {
        String shown = XmlText.legal(label);
        int left = width(shown) + 2 * PADDING;
        int right = width(status) + 2 * PADDING;
        String title = XmlText.escape(shown) + ": " + status;
        // The widths are an estimate, because the viewer's font is unknown; textLength makes every font fit.
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" role="img" aria-label="%3$s">\
                <title>%3$s</title>\
                <clipPath id="r"><rect width="%1$d" height="%2$d" rx="3"/></clipPath>\
                <g clip-path="url(#r)"><rect width="%4$d" height="%2$d" fill="#555"/>\
                <rect x="%4$d" width="%5$d" height="%2$d" fill="%6$s"/></g>\
                <g fill="#fff" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11">\
                <text x="%7$d" y="14" textLength="%8$d" lengthAdjust="spacingAndGlyphs">%9$s</text>\
                <text x="%10$d" y="14" textLength="%11$d" lengthAdjust="spacingAndGlyphs">%12$s</text></g></svg>
                """.formatted(
                        left + right,
                        HEIGHT,
                        title,
                        left,
                        right,
                        colour.hex,
                        PADDING,
                        left - 2 * PADDING,
                        XmlText.escape(shown),
                        left + PADDING,
                        right - 2 * PADDING,
                        status);
    }

    /** The estimated width of the text in pixels, in Verdana of 11 pixels. */
    static int width(String text) {
        return Math.max(1, text.codePoints().map(BadgeSvg::width).sum());
    }

    private static int width(int character) {
        if (Character.getType(character) == Character.NON_SPACING_MARK) {
            return 0;
        }
        // East Asian scripts and pictographs are square.
        if (character > LAST_NARROW) {
            return 12;
        }
        if ("ijl.,:;'|!I".indexOf(character) >= 0) {
            return 4;
        }
        if ("frt()[]{}/ -".indexOf(character) >= 0) {
            return 5;
        }
        if ("mwMWQO@%&+<>=#".indexOf(character) >= 0) {
            return 11;
        }
        return Character.isUpperCase(character) ? 8 : 7;
    }

    /** The colour of the part with the status. */
    public enum Colour {
        GREEN("#4c1"),
        ORANGE("#fe7d37"),
        RED("#e05d44");

        private final String hex;

        Colour(String hex) {
            this.hex = hex;
        }
    }
}
