package dev.rollcall.check.schedule;

import java.util.BitSet;
import java.util.List;

/** A component of a calendar expression, and the numbers it takes. */
enum CalendarField {
    YEAR(1970, 2199),
    MONTH(1, 12),
    DAY(1, 31),
    /** Counted from the end of a month; every month has as many. */
    DAY_FROM_END(1, 28),
    HOUR(0, 23),
    MINUTE(0, 59),
    SECOND(0, 59);

    private final int least;
    private final int most;

    CalendarField(int least, int most) {
        this.least = least;
        this.most = most;
    }

    /**
     * Numbers as they are written: one, a range of them, or one with its repetitions.
     *
     * @param last -1 without a range
     * @param step 0 without one
     */
    record Span(int first, int last, int step) {}

    /** The numbers that the spans mean; all of them where there is no span. */
    BitSet values(List<Span> spans) {
        var values = new BitSet();
        if (spans.isEmpty()) {
            values.set(least, most + 1);
        }
        for (Span span : spans) {
            add(this == YEAR ? withCentury(span) : span, values);
        }
        return values;
    }

    /** As {@link #values}, for a component whose numbers are below 64. */
    long bits(List<Span> spans) {
        return values(spans).toLongArray()[0];
    }

    private void add(Span span, BitSet values) {
        if (span.last() >= 0) {
            int step = Math.max(span.step(), 1);
            refuseUnless(span.first() <= span.last());
            // The last repetition counts, not where the range ends.
            addRange(span.first(), span.last() - (span.last() - span.first()) % step, step, values);
        } else if (span.step() == 0) {
            addRange(span.first(), span.first(), 1, values);
        } else if (this == DAY_FROM_END) {
            // The days after it, which are nearer to the end.
            addRange(least + (span.first() - least) % span.step(), span.first(), span.step(), values);
            refuseUnless(span.first() - span.step() >= least);
        } else {
            addRange(span.first(), most, span.step(), values);
            refuseUnless(span.first() + span.step() <= most);
        }
    }

    private void addRange(int first, int last, int step, BitSet values) {
        refuseUnless(least <= first && last <= most);
        for (long value = first; value <= last; value += step) {
            values.set((int) value);
        }
    }

    /** As systemd does, which wants a repetition to repeat. */
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
