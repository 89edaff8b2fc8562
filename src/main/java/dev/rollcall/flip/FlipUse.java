package dev.rollcall.flip;

import java.util.Collection;
import java.util.Set;

/** A module that may still need a flip after its retention. Declared here, so that this module need not import it. */
public interface FlipUse {

    /** Returns those of these flip ids that must be kept. */
    Set<Long> needed(Collection<Long> flips);
}
