package dev.rollcall.page.check.detail;

import dev.rollcall.page.check.Lamp;
import java.util.List;

/**
 * The checks that a check depends on, and those that depend on it.
 *
 * @param hasMoreChildren whether more checks depend on it than are shown
 */
record Family(List<Relative> parents, List<Relative> children, boolean hasMoreChildren) {

    static final int MAX_CHILDREN = 20;

    public boolean isEmpty() {
        return parents.isEmpty() && children.isEmpty();
    }

    /** A check, as a link shows it. */
    record Relative(String key, String name, Lamp lamp) {}
}
