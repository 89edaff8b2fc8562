package dev.rollcall.note;

import dev.rollcall.platform.problem.ProblemException;

/** There is no note with this id. */
final class NoteNotFoundException extends ProblemException {

    private static final int NOT_FOUND = 404;

    NoteNotFoundException() {
        super(NOT_FOUND, "note-not-found", "not found");
    }
}
