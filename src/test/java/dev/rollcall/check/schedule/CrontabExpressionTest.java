package dev.rollcall.check.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.time.TimeZones;
import dev.rollcall.platform.time.Zone;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares random expressions with {@link CronOracle}, in zones of every kind and mostly near a change of clocks. */
class CrontabExpressionTest {

    private static final List<String> ZONES = List.of(
            "UTC",
            "Europe/Riga",
            "Europe/Dublin",
            "America/New_York",
            "America/St_Johns",
            "America/Santiago",
            "Africa/Casablanca",
            "Antarctica/Troll",
            "Asia/Kolkata",
            "Asia/Tehran",
            "Australia/Lord_Howe",
            "Pacific/Apia",
            "Pacific/Chatham");

    private final long seed = Long.getLong("seed", new SecureRandom().nextLong());
    private final Random random = new Random(seed);

    @Test
    void theNextTenTimesAreThoseOfADaemonThatLooksEveryMinute() {
        compare(500, 45);
    }

    @Test
    void aRareTimeComesWhenADaemonWouldRunIt() {
        compare(25, 3 * 366);
    }

    private void compare(int expressions, int days) {
        for (int n = 0; n < expressions; n++) {
            String text = expression();
            ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
            Instant start = start(zone);
            List<Instant> expected = new CronOracle(text, zone).runs(start, days * 1440L);
            assertThat(ours(text, zone, start, start.plus(Duration.ofDays(days))))
                    .as("-Dseed=%d: %s in %s after %s", seed, text, zone, start)
                    .isEqualTo(expected);
        }
    }

    /** The next ten times that are not later than {@code end}. */
    private static List<Instant> ours(String text, ZoneId zone, Instant start, Instant end) {
        CrontabExpression expression = CrontabExpression.parse(text);
        // The oracle uses the time zones of the JVM, the code under test those of the jar.
        Zone rules = TimeZones.get(zone.getId());
        var found = new ArrayList<Instant>();
        Instant next = expression.nextAfter(start, rules);
        while (next != null && !next.isAfter(end) && found.size() < 10) {
            found.add(next);
            next = expression.nextAfter(next, rules);
        }
        return found;
    }

    /** A start in years for which all releases of the time zone database agree. */
    private Instant start(ZoneId zone) {
        Instant any = Instant.parse("2008-01-01T00:00:00Z").plusSeconds(random.nextInt(13 * 366 * 86_400));
        ZoneOffsetTransition change = zone.getRules().nextTransition(any);
        if (change == null || random.nextInt(4) == 0) {
            return any;
        }
        return change.getInstant()
                .plusSeconds(random.nextInt(3 * 86_400) - 2 * 86_400)
                .plusNanos(random.nextInt(2));
    }

    private String expression() {
        return String.join(
                " ",
                list(() -> plain(0, 59, List.of())),
                list(() -> plain(0, 23, List.of())),
                random.nextInt(2) == 0 ? "*" : list(this::dayOfMonth),
                random.nextInt(4) > 0 ? "*" : list(() -> plain(1, 12, List.of("jan", "Mar", "OCT", "nov"))),
                random.nextInt(2) == 0 ? "*" : list(this::dayOfWeek));
    }

    private String list(Supplier<String> item) {
        return String.join(
                ",",
                Stream.generate(item)
                        .limit(1 + Math.max(0, random.nextInt(6) - 3))
                        .toList());
    }

    private String dayOfMonth() {
        return switch (random.nextInt(8)) {
            case 0 -> "L";
            case 1 -> "LW";
            default -> plain(1, 31, List.of());
        };
    }

    private String dayOfWeek() {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextInt(8) + "L";
            case 1 -> List.of("MON", "sun", "0", "7", "5").get(random.nextInt(5)) + "#" + (1 + random.nextInt(5));
            default -> plain(0, 7, List.of("mon", "FRI", "Sat"));
        };
    }

    private String plain(int least, int most, List<String> names) {
        int first = least + random.nextInt(most - least + 1);
        int last = first + random.nextInt(most - first + 1);
        int step = 1 + random.nextInt(most);
        return switch (random.nextInt(names.isEmpty() ? 6 : 7)) {
            case 0 -> "*";
            case 1 -> "*/" + step;
            case 2 -> first + "-" + last;
            case 3 -> first + "-" + last + "/" + step;
            case 4 -> first == most ? "" + first : first + "/" + step;
            case 5 -> "" + first;
            default -> Objects.requireNonNull(names.get(random.nextInt(names.size())));
        };
    }
}
