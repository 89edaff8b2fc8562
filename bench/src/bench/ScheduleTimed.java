package bench;

import dev.rollcall.check.schedule.CalendarExpression;
import dev.rollcall.check.schedule.CrontabExpression;
import dev.rollcall.platform.time.TimeZones;
import dev.rollcall.platform.time.Zone;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The cost of computing when a check is expected next, once for each ping; for {@code bench/run micro}. */
@State(Scope.Benchmark)
public class ScheduleTimed {

    private final Zone zone = TimeZones.get("Europe/Riga");
    private final CrontabExpression often = CrontabExpression.parse("*/5 * * * *");
    private final CrontabExpression leapDays = CrontabExpression.parse("15 5 29 2 *");
    private final CalendarExpression weekdays = CalendarExpression.parse("Mon..Fri *-*-* 05:15:00");
    private String text = "*/15 9-17 * * mon-fri";
    private Instant now = Instant.parse("2026-11-24T13:37:00Z");

    @Benchmark
    public @Nullable Instant cronEveryFiveMinutes() {
        return often.nextAfter(now, zone);
    }

    @Benchmark
    public @Nullable Instant cronOnLeapDays() {
        return leapDays.nextAfter(now, zone);
    }

    @Benchmark
    public @Nullable Instant onCalendarOnWeekdays() {
        return weekdays.nextAfter(now, zone);
    }

    /** The text is parsed for each check of a batch. */
    @Benchmark
    public CrontabExpression cronRead() {
        return CrontabExpression.parse(text);
    }
}
