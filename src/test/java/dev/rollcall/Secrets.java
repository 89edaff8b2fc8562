package dev.rollcall;

import java.util.Set;
import java.util.TreeSet;

/**
 * What no answer to a stranger may contain of a project.
 *
 * @param ids UUIDs in their usual form
 * @param mark a text that is in all its texts
 */
record Secrets(Set<String> ids, String mark) {

    /** The first hyphen of a UUID. */
    private static final int HYPHEN = 8;

    private static final int LENGTH = 36;

    /** Those in the answer which the request itself did not have. Looks at an answer once, and not once for each id. */
    Set<String> in(String answer, String request) {
        Set<String> found = new TreeSet<>();
        for (int hyphen = answer.indexOf('-'); hyphen >= 0; hyphen = answer.indexOf('-', hyphen + 1)) {
            int begin = hyphen - HYPHEN;
            if (begin >= 0 && begin + LENGTH <= answer.length()) {
                String text = answer.substring(begin, begin + LENGTH);
                if (ids.contains(text)) {
                    found.add(text);
                }
            }
        }
        if (answer.contains(mark)) {
            found.add(mark);
        }
        found.removeIf(request::contains);
        return found;
    }
}
