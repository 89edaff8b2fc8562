package dev.rollcall.check.schedule;

import java.time.YearMonth;
import java.util.Optional;

/** The days of a month that an expression matches. */
interface Days {

    /** Returns bit 1 for the first day of the month, and so on; 0 if no day matches. */
    int in(YearMonth month);

    /** The same days in a form that a sentence can say; empty if there is none. */
    Optional<DayPattern> pattern();
}
