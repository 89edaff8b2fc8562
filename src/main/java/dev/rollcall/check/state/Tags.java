package dev.rollcall.check.state;

import java.util.List;

/** The tags of a check, or of something that selects checks by their tags. They are stored as one text. */
public final class Tags {

    private Tags() {}

    /** The tags in a text, separated by white space. */
    public static List<String> of(String text) {
        String stripped = text.strip();
        return stripped.isEmpty() ? List.of() : List.of(stripped.split("\\s+"));
    }

    /**
     * An SQL expression for the text in this column with a space for every white space. Split at single spaces, it has
     * the same tags as {@link #of} finds, and empty texts where white space is repeated.
     */
    public static String spaced(String column) {
        return "translate(" + column + ", E'\\t\\n\\x0B\\f\\r', '     ')";
    }
}
