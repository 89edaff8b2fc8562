package dev.rollcall.transfer;

import dev.rollcall.platform.log.Printable;

/** An export that cannot be imported. The message names the line and the fault; it contains no row. */
final class ImportException extends RuntimeException {

    /** In characters; longer than any name of a kind or column. */
    private static final int MAX_SHOWN_LENGTH = 60;

    ImportException(String message) {
        super(message);
    }

    static ImportException at(long line, String fault) {
        return new ImportException("line " + line + " " + fault);
    }

    /** A part of the export, for a message: it stays on the line of the message, and a long one is cut. */
    static String shown(String part) {
        String shown = Printable.escaped(part);
        return shown.length() > MAX_SHOWN_LENGTH ? shown.substring(0, MAX_SHOWN_LENGTH) + "..." : shown;
    }
}
