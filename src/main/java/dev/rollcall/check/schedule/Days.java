package dev.rollcall.check.schedule;

import java.time.YearMonth;

/** The days of a month that an expression matches. */
interface Days {

    /** Returns bit 1 for the first day of the month, and so on; 0 if no day matches. */
    int in(YearMonth month);
}
