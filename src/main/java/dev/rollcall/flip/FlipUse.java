package dev.rollcall.flip;

import java.util.Collection;
import java.util.Set;

/** A module that may still need a flip after its retention. Owned here, for nobody here knows who does. */
public interface FlipUse {

    /** Which of these flips must be kept. */
    Set<Long> needed(Collection<Long> flips);
}
