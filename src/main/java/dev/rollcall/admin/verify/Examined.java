package dev.rollcall.admin.verify;

import java.util.List;

/**
 * An invariant and what was found.
 *
 * @param rows how many rows break it
 * @param examples the names of some of them
 */
record Examined(Invariant invariant, long rows, List<String> examples) {

    boolean isBroken() {
        return rows > 0;
    }
}
