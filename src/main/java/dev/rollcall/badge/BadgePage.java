package dev.rollcall.badge;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.StringJoiner;

/**
 * A page of the badges of a project.
 *
 * @param late whether they have a third state for late checks
 * @param text what the names must contain
 * @param tags the badge of all checks and those of tags; only on the first page
 * @param hasMoreTags whether the project has more of them than {@code tags}
 * @param checks the badges of checks
 * @param number of the page, from 1
 * @param hasNext whether there are more checks
 */
record BadgePage(
        boolean late,
        String text,
        List<BadgeEntry> tags,
        boolean hasMoreTags,
        List<BadgeEntry> checks,
        int number,
        boolean hasNext) {

    /** The query of a page of this list, with or without a third state; empty if all parameters have their defaults. */
    public String query(boolean withLate, int page) {
        var query = new StringJoiner("&", "?", "").setEmptyValue("");
        if (!text.isEmpty()) {
            query.add("q=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
        }
        if (!withLate) {
            query.add("late=false");
        }
        if (page > 1) {
            query.add("page=" + page);
        }
        return query.toString();
    }
}
