package dev.rollcall.admin;

import java.util.List;

/**
 * Something that {@code --task=doctor} looks at. A bean of this type is all that a new one needs; {@code @Order} says
 * where its rows stand.
 *
 * <p>Doctor runs whatever the settings are, so nothing that needs a database, or settings that may be at fault, can be
 * asked for in the constructor: take an {@code ObjectProvider} and get it when examining.
 */
public interface Probe {

    /** What it looks at, for the row that is printed when it cannot look. */
    String name();

    /**
     * Looks. May throw, and is given up after some seconds: both become a row. A {@code DataAccessException} only says
     * that it could not look, for that the database is away is a finding of its own.
     */
    List<Finding> examine();
}
