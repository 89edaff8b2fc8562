package dev.rollcall.check.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.time.TimeZones;
import dev.rollcall.platform.time.Zone;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Compares random expressions, valid and invalid ones, with systemd. */
class CalendarExpressionTest {

    private static final Zone UTC = TimeZones.get("UTC");
    private static final int CALLS = 6;
    private static final int EXPRESSIONS = 40;

    private final long seed = Long.getLong("seed", new SecureRandom().nextLong());
    private final Random random = new Random(seed);

    @Test
    void theNextTenTimesEqualThoseOfSystemd() throws Exception {
        for (int call = 0; call < CALLS; call++) {
            Instant start = Instant.parse("2005-01-01T00:00:00Z").plusSeconds(random.nextInt(25 * 366 * 86_400));
            compare(start, Stream.generate(this::expression).limit(EXPRESSIONS).toList());
        }
    }

    @Test
    void theNextTenTimesOfOpenRepetitionsEqualThoseOfSystemd() throws Exception {
        Instant start = Instant.parse("2026-05-01T00:00:00Z").plusSeconds(random.nextInt(15 * 86_400));
        // More expressions than elsewhere, because many of them repeat nothing and are refused.
        compare(start, Stream.generate(this::openTime).limit(3 * EXPRESSIONS).toList());
    }

    /** Starts shortly before the clocks change, so that the first one or two iterations are after the change. */
    @Test
    void theNextTenTimesWhileClocksChangeEqualThoseOfSystemd() throws Exception {
        for (String change : List.of("2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z", "2026-11-01T06:00:00Z")) {
            Instant start = Instant.parse(change).minusSeconds(3600 + random.nextInt(30 * 3600));
            compare(
                    start,
                    Stream.generate(this::timeInAZone).limit(EXPRESSIONS / 2).toList());
        }
    }

    @Test
    void theExamplesOfTheManualAreReadLikeSystemd() throws Exception {
        compare(
                Instant.parse("2001-02-03T04:05:06Z"),
                List.of(
                        "Sat,Thu,Mon..Wed,Sat..Sun",
                        "Mon,Sun 12-*-* 2,1:23",
                        "Wed *-1",
                        "Wed..Wed,Wed *-1",
                        "Wed, 17:48",
                        "Wed..Sat,Tue 12-10-15 1:2:3",
                        "*-*-7 0:0:0",
                        "10-15",
                        "monday *-12-* 17:00",
                        "Mon,Fri *-*-3,1,2 *:30:45",
                        "12,14,13,12:20,10,30",
                        "12..14:10,20,30",
                        "mon,fri *-1/2-1,3 *:30:45",
                        "03-05 08:05:40",
                        "05:40",
                        "Sat,Sun 12-05 08:05:40",
                        "2003-03-05 05:40",
                        "2003-02..04-05",
                        "2003-03-05 05:40 UTC",
                        "daily UTC",
                        "weekly Pacific/Auckland",
                        "*:2/3",
                        "*-02~03",
                        "Mon *-05~07/1",
                        "minutely",
                        "Hourly",
                        "daily",
                        "weekly",
                        "monthly",
                        "quarterly",
                        "semiannually",
                        "yearly",
                        "annually"));
    }

    @Test
    void oddExpressionsAreAcceptedOrRefusedLikeSystemd() throws Exception {
        compare(
                Instant.parse("2026-03-01T00:00:00Z"),
                List.of(
                        "*:*/5",
                        "5..5:0",
                        "*:40/30",
                        "*:0/59",
                        "*:0/60",
                        "*:0/0",
                        "*:54..60/7",
                        "*:54..60/6",
                        "*-*~01..07/2",
                        "*-*~05/2",
                        "*-*~05/5",
                        "*-*~29",
                        "*-*~*",
                        "*-02-29 *:0/20",
                        "*-02-30",
                        "2020-01-01",
                        "1969-01-01",
                        "2200-01-01",
                        "100-1-1",
                        "20/2-1-1",
                        "Mon.. 10:00",
                        "Sat..Mon 1:00",
                        "mon-fri 1:00",
                        "mo 1:00",
                        "Mon,,Tue 1:00",
                        "Mon, Tue 1:00",
                        "1-2-3-4",
                        "2026-11 4:00",
                        "5",
                        "*",
                        "UTC",
                        "daily daily",
                        "daily EET",
                        "biannually",
                        "bi-annually",
                        "1:00 europe/riga",
                        "1:00 Europe/Riga UTC",
                        "00:60",
                        "24:00",
                        "1:2:3:4",
                        "*:*:*",
                        "*:*:0/7",
                        "99999999999:00",
                        "5:0\u00e9",
                        "\u0661:00"));
    }

    private void compare(Instant start, List<String> expressions) throws Exception {
        Map<String, List<Instant>> expected = Systemd.elapses(start, expressions);
        var disagreed = new TreeMap<String, String>();
        for (String expression : expressions) {
            String theirs = describe(expected.get(expression));
            String ours = describe(nextTen(expression, start));
            if (!ours.equals(theirs)) {
                disagreed.put(expression, ours + ", systemd: " + theirs);
            }
        }
        assertThat(disagreed).as("-Dseed=%d: after %s", seed, start).isEmpty();
        // Otherwise the test would prove nothing.
        assertThat(expected.values())
                .filteredOn(instants -> instants.size() == 10)
                .hasSizeGreaterThan(expressions.size() / 10);
    }

    private static String describe(@Nullable List<Instant> instants) {
        return instants == null ? "refused" : instants.toString();
    }

    /** Null if the expression is refused. */
    private static @Nullable List<Instant> nextTen(String text, Instant start) {
        CalendarExpression expression;
        try {
            expression = CalendarExpression.parse(text);
        } catch (IllegalArgumentException refused) {
            return null;
        }
        var found = new ArrayList<Instant>();
        Instant next = expression.nextAfter(start, UTC);
        while (next != null && found.size() < 10) {
            found.add(next);
            next = expression.nextAfter(next, UTC);
        }
        return found;
    }

    private String expression() {
        String weekdays = random.nextInt(3) > 0 ? "" : list(this::weekdays) + " ";
        String time = random.nextInt(4) == 0 ? "" : time(list(() -> span(0, 23)));
        String zone = random.nextInt(8) > 0 ? "" : " " + pick("Europe/Riga", "Asia/Kolkata", "America/New_York", "utc");
        String date = random.nextInt(3) == 0 ? "" : date() + (time.isEmpty() ? "" : " ");
        String expression = weekdays + date + time + zone;
        return expression.isBlank() || (date.isEmpty() && time.isEmpty()) ? "weekly" + zone : expression;
    }

    private String timeInAZone() {
        return time(list(() -> span(0, 5))) + " " + pick("Europe/Riga", "America/New_York", "Europe/Lisbon");
    }

    private String date() {
        boolean fromEnd = random.nextInt(3) == 0;
        String year = pick("", "*-", "*-", random.nextInt(120) + "-", span(2000, 2040) + "-", "2020/2-");
        return year
                + list(() -> random.nextInt(9) == 0 ? "2/5" : span(1, 12))
                + (fromEnd ? "~" : "-")
                // From the end, systemd 252 accepts up to 28, but only 25 as the second item of a list and 22 as the
                // third.
                + list(() -> span(1, fromEnd ? 22 : 31));
    }

    private String time(String hours) {
        String minutes = list(() -> span(0, 60));
        return hours + ":" + minutes + (random.nextInt(3) == 0 ? ":" + list(() -> span(0, 59)) : "");
    }

    private String weekdays() {
        var names = List.of("Mon", "tuesday", "WED", "Thu", "fri", "Saturday", "sun");
        int first = random.nextInt(7);
        return random.nextBoolean() ? names.get(first) : names.get(first) + ".." + names.get(random.nextInt(7));
    }

    private String list(Supplier<String> item) {
        if (random.nextInt(3) == 0) {
            return "*";
        }
        return String.join(
                ",",
                Stream.generate(item)
                        .limit(1 + Math.max(0, random.nextInt(5) - 2))
                        .toList());
    }

    /** Any span but an open repetition: {@link #openTime()} makes those. */
    private String span(int min, int max) {
        int first = min + random.nextInt(max - min + 1);
        int last = random.nextInt(20) == 0 ? first - 1 : first + random.nextInt(max - first + 1);
        // systemd 252 accepts only some ranges that are empty or end before their first repetition.
        int step = 1 + random.nextInt(Math.max(1, last - first));
        if (first == last || random.nextInt(5) > 1) {
            return random.nextInt(40) == 0 ? "x" : "" + first;
        }
        return first + ".." + last + (random.nextBoolean() ? "" : "/" + step);
    }

    /** A time with repetitions to the end, as in {@code *:5/10}. */
    private String openTime() {
        Supplier<String> minute = () -> repetition(60, random.nextBoolean() ? 60 : 10);
        return list(() -> repetition(24, 23)) + ":" + list(minute) + (random.nextBoolean() ? "" : ":" + list(minute));
    }

    /**
     * Any repetition but one that systemd 252 reads wrongly. After the last minute of an hour it continues where the
     * next repetition would be if the hour were longer. If the day ends there too, it loses the earlier times of the
     * next day: with {@code *:17/34} it loses 00:17 each day, because 51 + 34 is 25 minutes into the next hour. The
     * same happens with the hours of the last day of a month.
     */
    private String repetition(int size, int steps) {
        while (true) {
            int first = random.nextInt(size);
            int step = random.nextInt(steps);
            boolean repeats = step > 0 && first + step < size;
            if (!repeats || size - 1 - (size - 1 - first) % step + step - size <= first) {
                return first + "/" + step;
            }
        }
    }

    private String pick(String... of) {
        return of[random.nextInt(of.length)];
    }
}
