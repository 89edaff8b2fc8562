package dev.rollcall.platform.page;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * The person who is signed in and reads a page.
 *
 * @param name as the person wants to be called; an e-mail address if there is no name
 * @param language the language of the pages
 * @param zone the time zone of the times on the pages
 * @param isOperator whether the person can open the page of the system
 * @param projects what the person may open, by name
 */
public record Reader(String name, Locale language, ZoneId zone, boolean isOperator, List<Project> projects) {

    /**
     * A project that the person may open.
     *
     * @param mayChange whether the person may do more than read
     * @param isOwner whether the person may also change who the other people are
     */
    public record Project(UUID id, String name, boolean mayChange, boolean isOwner) {}
}
