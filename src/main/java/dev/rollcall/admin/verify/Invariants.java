package dev.rollcall.admin.verify;

import java.util.List;

/**
 * The rules that always hold for the rows of one module. {@code --task=verify} only needs a bean of this type. If one
 * row alone can break a rule, a constraint of the table is better.
 */
public interface Invariants {

    List<Invariant> all();
}
