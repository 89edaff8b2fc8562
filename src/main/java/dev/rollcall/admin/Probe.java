package dev.rollcall.admin;

import java.util.List;

/**
 * One thing that {@code --task=doctor} examines. A new probe only needs a bean of this type; {@code @Order} gives the
 * place of its rows.
 *
 * <p>Doctor runs even with wrong settings. So a constructor must not ask for anything that needs a database or
 * settings: take an {@code ObjectProvider}, and get the object in {@link #examine}.
 */
public interface Probe {

    /** What it examines; the name of the row that is printed if it fails. */
    String name();

    /**
     * Whether the page of the system runs this probe too, at most once a minute. False for a probe that has an effect
     * outside this deploy.
     */
    default boolean isOnPage() {
        return true;
    }

    /**
     * Examines it. It may throw, and is given up after some seconds; both become a row. A {@code DataAccessException}
     * only means that it could not examine anything, because another probe reports a missing database.
     */
    List<Finding> examine();
}
