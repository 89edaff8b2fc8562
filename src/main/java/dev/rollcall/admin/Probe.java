package dev.rollcall.admin;

import java.util.List;

/**
 * One thing that {@code --task=doctor} looks at. A bean of this type is all that a new probe needs; {@code @Order}
 * gives the place of its rows.
 *
 * <p>Doctor runs even with wrong settings. So a constructor must not ask for anything that needs a database or
 * settings: take an {@code ObjectProvider}, and get the object in {@link #examine}.
 */
public interface Probe {

    /** What it looks at; the name of the row that is printed if it cannot look. */
    String name();

    /**
     * Whether the page of the system runs this probe too, at most once a minute. False for a probe that has an effect
     * outside of this deploy.
     */
    default boolean isOnPage() {
        return true;
    }

    /**
     * Looks. It may throw, and is given up after some seconds; both become a row. A {@code DataAccessException} only
     * means that it could not look, because a missing database is reported by its own probe.
     */
    List<Finding> examine();
}
