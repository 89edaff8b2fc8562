package dev.rollcall.platform.database;

/** Texts for the database. */
public final class SqlText {

    private SqlText() {}

    /** The text without the null character, which Postgres cannot store or compare. */
    public static String storable(String text) {
        return text.replace("\0", "");
    }
}
