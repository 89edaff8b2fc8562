package dev.rollcall.transfer;

/**
 * The lines of an export. Each is one JSON object with a {@code kind}: first a header, then the rows, and last an end
 * line with the number of rows of each kind, which reveals a truncated stream.
 */
final class ExportFormat {

    static final int VERSION = 1;

    static final String KIND = "kind";
    static final String ROW = "row";

    static final String HEADER = "rollcall-project";
    static final String FORMAT = "format";
    static final String PROJECT = "project";
    static final String RELEASE = "release";
    static final String EXPORTED_AT = "exported_at";

    static final String END = "end";
    static final String ROWS = "rows";

    private ExportFormat() {}
}
