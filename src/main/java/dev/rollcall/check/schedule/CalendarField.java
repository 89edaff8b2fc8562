package dev.rollcall.check.schedule;

import java.util.BitSet;
import java.util.List;

/** A component of a calendar expression, and the numbers that it accepts. */
enum CalendarField {
    YEAR(1970, 2199),
    MONTH(1, 12),
    DAY(1, 31),
    /** Counted from the end of a month, up to 28: every month has that many days. */
    DAY_FROM_END(1, 28),
    HOUR(0, 23),
    MINUTE(0, 59),
    SECOND(0, 59);

    private final int min;
    private final int max;

    CalendarField(int min, int max) {
        this.min = min;
        this.max = max;
    }

    /**
     * Numbers as written: one number, a range, or a number with a step.
     *
     * @param last -1 if it is not a range
     * @param step 0 if there is none
     */
    record Span(int first, int last, int step) {}

    /** The numbers of the spans, or all numbers if there is no span. */
    BitSet values(List<Span> spans) {
        var values = new BitSet();
        if (spans.isEmpty()) {
            values.set(min, max + 1);
        }
        for (Span span : spans) {
            add(this == YEAR ? withCentury(span) : span, values);
        }
        return values;
    }

    /** Like {@link #values}, as bits; only for a component whose numbers are below 64. */
    long bits(List<Span> spans) {
        return values(spans).toLongArray()[0];
    }

    private void add(Span span, BitSet values) {
        if (span.last() >= 0) {
            int step = Math.max(span.step(), 1);
            refuseUnless(span.first() <= span.last());
            // The last repetition must be in range, not the end of the range.
            addRange(span.first(), span.last() - (span.last() - span.first()) % step, step, values);
        } else if (span.step() == 0) {
            addRange(span.first(), span.first(), 1, values);
        } else if (this == DAY_FROM_END) {
            // The repetitions are the later days, which are closer to the end of the month.
            addRange(min + (span.first() - min) % span.step(), span.first(), span.step(), values);
            refuseUnless(span.first() - span.step() >= min);
        } else {
            addRange(span.first(), max, span.step(), values);
            refuseUnless(span.first() + span.step() <= max);
        }
    }

    private void addRange(int first, int last, int step, BitSet values) {
        refuseUnless(min <= first && last <= max);
        for (long value = first; value <= last; value += step) {
            values.set((int) value);
        }
    }

    /** Like systemd, which also refuses a step that adds no further number. */
    private static void refuseUnless(boolean right) {
        if (!right) {
            throw new IllegalArgumentException("out of range");
        }
    }

    private static Span withCentury(Span span) {
        return new Span(withCentury(span.first()), withCentury(span.last()), span.step());
    }

    private static int withCentury(int year) {
        if (year < 0 || year > 99) {
            return year;
        }
        return year < 70 ? 2000 + year : 1900 + year;
    }
}
