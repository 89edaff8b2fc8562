package dev.rollcall.check.schedule;

import static testing.Fuzzed.require;

import dev.rollcall.platform.time.TimeZones;
import dev.rollcall.platform.time.Zone;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import testing.Fuzzed;

/**
 * Reads any text of at most a hundred characters as a cron expression. It is refused, or it has the times at which a
 * daemon that looks once a minute would run it. The first byte chooses a time zone.
 */
public final class CronFuzz {

    private static final List<String> ZONES =
            List.of("UTC", "Europe/Riga", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia");
    /** Two days before clocks go forward in Europe. */
    private static final Instant START = Instant.parse("2019-03-29T12:34:56Z");

    private static final Duration DAYS = Duration.ofDays(5);

    private CronFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        String zone = ZONES.get(Byte.toUnsignedInt(input[0]) % ZONES.size());
        String text = Fuzzed.text(input).substring(1);
        CrontabExpression cron;
        try {
            cron = CrontabExpression.parse(text.length() > 100 ? text.substring(0, 100) : text);
        } catch (IllegalArgumentException e) {
            return;
        }
        List<Instant> ours = times(cron, TimeZones.get(zone));
        String plain = cron.text().strip().replaceAll("\\s+", " ");
        if (plain.toUpperCase(Locale.ROOT).contains("L/")) {
            // The oracle does not know it.
            return;
        }
        List<Instant> expected = new CronOracle(plain, ZoneId.of(zone)).runs(START, DAYS.toMinutes());
        require(ours.equals(expected), plain + " in " + zone + ": " + ours + ", a daemon: " + expected);
    }

    private static List<Instant> times(CrontabExpression cron, Zone zone) {
        List<Instant> times = new ArrayList<>();
        @Nullable Instant next = cron.nextAfter(START, zone);
        while (next != null && !next.isAfter(START.plus(DAYS)) && times.size() < 10) {
            times.add(next);
            @Nullable Instant after = cron.nextAfter(next, zone);
            require(after == null || after.isAfter(next), "the next time is not later");
            next = after;
        }
        return times;
    }
}
