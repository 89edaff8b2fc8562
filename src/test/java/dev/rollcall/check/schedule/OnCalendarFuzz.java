package dev.rollcall.check.schedule;

import static testing.Fuzzed.require;

import dev.rollcall.platform.time.TimeZones;
import dev.rollcall.platform.time.Zone;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import testing.Fuzzed;

/**
 * Reads any text of at most a hundred characters as a calendar expression of systemd. It is refused, or each next time
 * is later than the one before, and none is left out. {@link CalendarExpressionTest}
 * compares the times with those of systemd.
 */
public final class OnCalendarFuzz {

    private static final Instant START = Instant.parse("2026-03-27T12:34:56Z");

    private OnCalendarFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        String text = Fuzzed.text(input);
        CalendarExpression expression;
        try {
            expression = CalendarExpression.parse(text.length() > 100 ? text.substring(0, 100) : text);
        } catch (IllegalArgumentException e) {
            return;
        }
        Zone zone = TimeZones.get("Europe/Riga");
        @Nullable Instant next = expression.nextAfter(START, zone);
        for (int n = 0; n < 5 && next != null; n++) {
            @Nullable Instant after = expression.nextAfter(next, zone);
            require(after == null || after.isAfter(next), "the next time is not later");
            require(next.equals(expression.nextAfter(next.minusSeconds(1), zone)), "a time is left out");
            next = after;
        }
    }
}
