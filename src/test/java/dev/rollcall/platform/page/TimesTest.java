package dev.rollcall.platform.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {

    private static final Instant NOON = Instant.parse("2026-07-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0    | en | just now",
                "-1   | en | 1 second ago",
                "-119 | en | 1 minute ago",
                "7200 | en | in 2 hours",
                "-259200 | de | vor 3 Tagen",
                "90   | fr | dans 1 minute",
                "-60  | es | hace 1 minuto"
            })
    void aTimeIsComparedWithThePresent(long seconds, String language, String text) {
        assertThat(times(language, "UTC").relative(NOON.plusSeconds(seconds))).isEqualTo(text);
    }

    @Test
    void aTimeIsShownInTheZoneOfTheReader() {
        assertThat(times("en", "Europe/Riga").full(NOON)).contains("Jul", "1", "2026", "3:00:00", "UTC+3");
        assertThat(times("de", "America/New_York").full(NOON)).contains("01.07.2026", "08:00:00", "UTC-4");
        assertThat(times("en", "UTC").iso(NOON.plusMillis(5))).isEqualTo("2026-07-01T12:00:00Z");
    }

    @Test
    void thePlannedEndOfTheSameDayIsATimeOfDay() {
        Times riga = times("en", "Europe/Riga");
        assertThat(plain(riga.minute(NOON))).isEqualTo("Jul 1, 2026, 3:00 PM");
        assertThat(plain(riga.minuteAfter(NOON, NOON.plus(Duration.ofHours(8)))))
                .isEqualTo("11:00 PM");
        assertThat(plain(riga.minuteAfter(NOON, NOON.plus(Duration.ofHours(9)))))
                .isEqualTo("Jul 2, 2026, 12:00 AM");
    }

    @Test
    void aDurationHasItsTwoLargestUnits() {
        assertThat(times("en", "UTC").duration(Duration.ofSeconds(3_700))).isEqualTo("1 hour 1 minute");
    }

    /** Newer JDKs write a narrow space before AM and PM. */
    private static String plain(String text) {
        return text.replace('\u202f', ' ');
    }

    private static Times times(String language, String zone) {
        return new Times(
                NOON, Locale.forLanguageTag(language), ZoneId.of(zone), new PageConfiguration().messageSource());
    }
}
