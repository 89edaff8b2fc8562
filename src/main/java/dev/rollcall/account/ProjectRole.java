package dev.rollcall.account;

import java.util.Locale;

/** What a person may do in a project. Each role has all rights of the roles below it. */
public enum ProjectRole {
    /** Also people, keys, and the settings of the project. */
    OWNER,
    /** All that a read-write key allows. */
    MEMBER,
    /** What a read-only key allows: no ids, ping URLs, bodies or addresses of channels. */
    VIEWER;

    /** The name as tasks and the API show it: {@code owner}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether this role may do what {@code needed} may. */
    public boolean includes(ProjectRole needed) {
        return compareTo(needed) <= 0;
    }
}
