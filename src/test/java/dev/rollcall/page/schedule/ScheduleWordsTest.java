package dev.rollcall.page.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.check.schedule.Every;
import dev.rollcall.check.schedule.ScheduleExpression;
import dev.rollcall.platform.time.TimeZones;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.ResourceBundleMessageSource;

/** Words never lie: an English sentence, read back by {@link EnglishSchedule}, has the times of its schedule. */
class ScheduleWordsTest {

    private static final int EXPRESSIONS = 3_000;
    private static final LocalDateTime START = LocalDateTime.of(2027, 12, 20, 0, 0);
    private static final int DAYS = 100;

    private final ScheduleWords words = new ScheduleWords(messages());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    15 5 * * 1-5           | Europe/Riga      | every weekday at 05:15 Riga time
                    */15 * * * *           | Europe/Riga      | every 15 minutes
                    0 * * * *              | Asia/Kolkata     | every hour
                    5 * * * *              | Asia/Kolkata     | every hour at minute 5 Kolkata time
                    * * * * *              | UTC              | every minute
                    0 */2 * * *            | UTC              | every 2 hours
                    30 1-23/2 * * *        | UTC              | every 2 hours from 01:30 to 23:30 UTC
                    */15 9-17 * * 1-5      | America/New_York | every weekday, every 15 minutes from 09:00 to 17:45 New York time
                    0 0 * * *              | UTC              | every day at 00:00 UTC
                    0 5,17 * * *           | Etc/GMT+3        | every day at 05:00 and 17:00 Etc/GMT+3
                    0 6 * * 1,3,5          | UTC              | every Monday, Wednesday and Friday at 06:00 UTC
                    0 6 * * 6,0            | UTC              | every Saturday and Sunday at 06:00 UTC
                    0 6 * * 2-4            | UTC              | every day from Tuesday to Thursday at 06:00 UTC
                    0 6 1 * *              | UTC              | on day 1 of every month at 06:00 UTC
                    0 6 1,15 * *           | UTC              | on days 1 and 15 of every month at 06:00 UTC
                    0 6 1-7 * *            | UTC              | on days 1 to 7 of every month at 06:00 UTC
                    0 6 L * *              | UTC              | on the last day of every month at 06:00 UTC
                    0 6 LW * *             | UTC              | on the last weekday of every month at 06:00 UTC
                    0 6 * * 1#2            | UTC              | on the second Monday of every month at 06:00 UTC
                    0 6 * * 5L             | UTC              | on the last Friday of every month at 06:00 UTC
                    0 6 1 1,7 *            | UTC              | on day 1 of January and July at 06:00 UTC
                    0 6 1 3-10 *           | UTC              | on day 1 of every month from March to October at 06:00 UTC
                    0 6 * 12 *             | UTC              | every day in December at 06:00 UTC
                    Mon..Fri 05:15         | Europe/Riga      | every weekday at 05:15 Riga time
                    Mon..Fri 05:15:30 UTC  | Europe/Riga      | every weekday at 05:15:30 UTC
                    *-*~01 00:00           | UTC              | on the last day of every month at 00:00 UTC
                    minutely               | UTC              | every minute
                    """)
    void anExpressionIsSaidAsPeopleSayIt(String expression, String zone, String said) {
        assertThat(words.of(ScheduleExpression.of(expression, TimeZones.get(zone)), Locale.ENGLISH))
                .isEqualTo(said);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "15 5 13 * 5",
                "0,20 9-17 * * *",
                "7 3 */2 * 1-5",
                "0 0 1,3,5,7,9,11,13 * *",
                "2027-12-24 18:00",
                "Mon *-*-1..7 05:00",
                "*-*~03 05:00",
                "*:*:*"
            })
    void anExpressionThatNoSentenceSaysIsShownAsItIsWritten(String expression) {
        assertThat(words.of(ScheduleExpression.of(expression, TimeZones.get("Europe/Riga")), Locale.ENGLISH))
                .isEqualTo(expression + " (Europe/Riga)");
    }

    @Test
    void eachLineIsSaidAndOneThatCannotBeSaidLeavesAllAsTheyAreWritten() {
        assertThat(said("Mon 05:00\n*-*-01 06:00"))
                .isEqualTo("every Monday at 05:00 UTC; on day 1 of every month at 06:00 UTC");
        assertThat(said("Mon 05:00\n2027-12-24 18:00")).isEqualTo("Mon 05:00; 2027-12-24 18:00 (UTC)");
    }

    @Test
    void anExpressionThatCannotBeReadIsShownAsItIsStored() {
        assertThat(words.of(ScheduleExpression.kept("0 5 * * *", "Mars/Olympus"), Locale.ENGLISH))
                .isEqualTo("0 5 * * * (Mars/Olympus)");
    }

    @ParameterizedTest
    @CsvSource({
        "PT1M, every minute",
        "PT15M, every 15 minutes",
        "PT1H, every hour",
        "PT24H, every day",
        "PT90M, every 1 hour 30 minutes",
        "PT168H, every 7 days",
        "PT93784S, every 1 day 2 hours 3 minutes 4 seconds"
    })
    void aPeriodIsSaidInAllOfItsUnits(Duration period, String said) {
        assertThat(words.of(new Every(period), Locale.ENGLISH)).isEqualTo(said);
    }

    @Test
    void theGraceTimeIsSaidToo() {
        assertThat(words.withGrace(
                        ScheduleExpression.of("15 5 * * 1-5", TimeZones.get("Europe/Riga")),
                        Duration.ofMinutes(20),
                        Locale.ENGLISH))
                .isEqualTo("every weekday at 05:15 Riga time, 20 minutes grace");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    de | 15 5 * * 1-5      | von Montag bis Freitag um 05:15, Ortszeit Riga
                    de | 0 6 1,15 * *      | am 1. und 15. jedes Monats um 06:00, Ortszeit Riga
                    de | 0 6 * * 1#2       | am zweiten Montag jedes Monats um 06:00, Ortszeit Riga
                    de | */15 9-17 * * 1,3 | jeden Montag und Mittwoch, alle 15 Minuten von 09:00 bis 17:45, Ortszeit Riga
                    fr | 15 5 * * 1-5      | du lundi au vendredi à 05:15, heure locale de Riga
                    fr | 0 6 1 1,7 *       | le 1 en janvier et juillet à 06:00, heure locale de Riga
                    es | 15 5 * * 1-5      | de lunes a viernes a las 05:15, hora de Riga
                    es | 0 */2 * * *       | cada 2 horas
                    lv | 15 5 * * 1-5      | every weekday at 05:15 Riga time
                    """)
    void everyLanguageSaysIt(Locale language, String expression, String said) {
        assertThat(words.of(ScheduleExpression.of(expression, TimeZones.get("Europe/Riga")), language))
                .isEqualTo(said);
    }

    @Test
    void theWordsOfCronExpressionsHaveTheTimesOfTheSchedule() {
        var random = new Random(91);
        assertSaidTruly(() ->
                List.of(minutes(random), hours(random), daysOfMonth(random), months(random), weekdays(random)).stream()
                        .reduce((all, field) -> all + " " + field)
                        .orElseThrow());
    }

    @Test
    void theWordsOfCalendarExpressionsHaveTheTimesOfTheSchedule() {
        var random = new Random(92);
        assertSaidTruly(() -> {
            String weekdays = pick(random, "", "", "Mon ", "Mon..Fri ", "Sat,Sun ", "Tue,Thu..Sat ");
            String date = pick(random, "", "*-*-01 ", "*-*-* ", "*-02-* ", "*-*~01 ", "*-*-1..7 ", "*-03..05-10,20 ");
            String time = pick(
                    random, "05:15", "*:00", "*:0/15", "09..17:00/30", "00/6:00", "1/2:30", "05,17:15:10", "*:05:20");
            return weekdays + date + time;
        });
    }

    private void assertSaidTruly(java.util.function.Supplier<String> expressions) {
        int said = 0;
        for (int n = 0; n < EXPRESSIONS; n++) {
            String text = expressions.get();
            ScheduleExpression expression = ScheduleExpression.of(text, TimeZones.get("UTC"));
            String sentence = words.of(expression, Locale.ENGLISH);
            if (!sentence.equals(text + " (UTC)")) {
                said++;
                assertThat(EnglishSchedule.times(sentence, START, DAYS))
                        .as("%s is said as: %s", text, sentence)
                        .isEqualTo(runs(expression));
            }
        }
        assertThat(said).isGreaterThan(EXPRESSIONS / 5);
    }

    private static List<LocalDateTime> runs(ScheduleExpression expression) {
        List<LocalDateTime> runs = new ArrayList<>();
        Instant end = START.plusDays(DAYS).toInstant(ZoneOffset.UTC);
        Instant next = expression.nextAfter(START.toInstant(ZoneOffset.UTC).minusSeconds(1));
        while (next != null && next.isBefore(end)) {
            runs.add(LocalDateTime.ofInstant(next, ZoneOffset.UTC));
            next = expression.nextAfter(next);
        }
        return runs;
    }

    private String said(String expression) {
        return words.of(ScheduleExpression.of(expression, TimeZones.get("UTC")), Locale.ENGLISH);
    }

    private static String minutes(Random random) {
        return pick(random, "*", "0", "15", "*/5", "*/15", "*/7", "10-50/20", "5,35", "0,20", "30-34");
    }

    private static String hours(Random random) {
        return pick(random, "*", "0", "5", "*/2", "*/5", "9-17", "9-17/2", "5,17", "1,2,3,7", "22,23");
    }

    private static String daysOfMonth(Random random) {
        return pick(random, "*", "*", "*", "1", "1,15", "28-31", "1-31", "*/2", "L", "LW", "L,1", "1,3,5,7,9,11,13,15");
    }

    private static String months(Random random) {
        return pick(random, "*", "*", "*", "1", "2,12", "12-12", "1-3", "*/3");
    }

    private static String weekdays(Random random) {
        return pick(
                random, "*", "*", "*", "1-5", "0", "7", "6,0", "1-7", "1,3,5", "2-4", "5L", "1#1", "3#5", "1#1,5",
                "*/2");
    }

    private static String pick(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static ResourceBundleMessageSource messages() {
        var messages = new ResourceBundleMessageSource();
        messages.setBasenames("page.messages", "alert.messages");
        messages.setDefaultEncoding(StandardCharsets.UTF_8.name());
        messages.setFallbackToSystemLocale(false);
        messages.setAlwaysUseMessageFormat(true);
        return messages;
    }
}
