package dev.rollcall.platform.database;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;

/** Tells a failure that the data of one row has caused from one of the database, which would meet every row. */
public final class RefusedRow {

    private RefusedRow() {}

    /** Whether a statement or its result failed because of what is stored, so other rows may succeed. */
    public static boolean isCauseOf(RuntimeException e) {
        return e instanceof DataIntegrityViolationException
                || !(e instanceof DataAccessException || e instanceof TransactionException);
    }
}
