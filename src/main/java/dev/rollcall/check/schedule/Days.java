package dev.rollcall.check.schedule;

import java.time.YearMonth;

/** Which days of a month an expression means. */
interface Days {

    /** Bit 1 for the first of the month, and so on; 0 when it means none of them. */
    int in(YearMonth month);
}
