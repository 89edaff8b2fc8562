package dev.rollcall.admin.verify;

import java.util.List;

/**
 * What is always true of the rows of one module. A bean of this type is all that {@code --task=verify} needs. If one row
 * alone can break a rule, a constraint of the table is better.
 */
public interface Invariants {

    List<Invariant> all();
}
