package dev.rollcall.transfer;

/** An export that cannot be imported. The message names the line and the fault; it contains no row. */
final class ImportException extends RuntimeException {

    ImportException(String message) {
        super(message);
    }

    static ImportException at(long line, String fault) {
        return new ImportException("line " + line + " " + fault);
    }
}
