package dev.rollcall.platform.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeZonesTest {

    private static final Duration STEP = Duration.ofDays(10);

    /** The names of the tz database 2025b, taken from Debian's tzdata.zi: every zone and every link. */
    @Test
    void theNamesAreExactlyThoseOfTheTimeZoneDatabase() throws IOException {
        assertThat(TimeZones.names()).containsExactlyInAnyOrderElementsOf(published());
    }

    @Test
    void everyNameHasRulesAndACurrentNameOfTheSameZone() {
        assertThat(TimeZones.names()).allSatisfy(name -> {
            Zone zone = TimeZones.get(name);
            assertThat(TimeZones.get(zone.name())).isEqualTo(zone);
            assertThat(zone.rules().getOffset(Instant.EPOCH)).isNotNull();
        });
    }

    /**
     * The file has the links of the tz database 2026c, and marks those that the published service replaces. A name
     * without the mark may keep a zone of its own: the database has one for Europe/Oslo and Europe/Berlin together.
     */
    @Test
    void anOlderNameIsTheZoneThatTheDatabaseLinksItTo() throws IOException {
        Map<String, String> targets = lines("/time-zone-links.txt")
                .map(line -> line.split(" "))
                .collect(Collectors.toMap(words -> words[0], words -> words[1]));
        assertThat(targets).hasSize(257).allSatisfy((link, target) -> {
            String current = TimeZones.get(link).name();
            assertThat(targets.getOrDefault(current, current)).isEqualTo(target);
        });
        assertThat(lines("/time-zone-links.txt").filter(line -> line.endsWith(" replaced")))
                .hasSize(113)
                .allSatisfy(line ->
                        assertThat(TimeZones.get(line.split(" ")[0]).name()).isEqualTo(line.split(" ")[1]));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"UTC", "GMT", "Europe/Oslo", "Africa/Asmara", "Arctic/Longyearbyen", "Etc/GMT+5", "Factory"})
    void aCurrentNameStays(String name) {
        assertThat(TimeZones.get(name).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SystemV/EST5",
                "Mars/Phobos",
                "europe/riga",
                "UTC+1",
                "+01:00",
                "Z",
                "CTT",
                "posix/UTC",
                "right/UTC",
                "posixrules",
                ""
            })
    void anUnknownNameIsNotFound(String name) {
        assertThat(TimeZones.find(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "EST, -05:00, -05:00",
        "MST, -07:00, -07:00",
        "HST, -10:00, -10:00",
        "ROC, +08:00, +08:00",
        "GMT+0, Z, Z",
        "GMT-0, Z, Z",
        "Factory, Z, Z",
        "America/Coyhaique, -03:00, -03:00",
        "Europe/Riga, +02:00, +03:00",
        "Europe/Kiev, +02:00, +03:00",
        "Europe/Dublin, Z, +01:00",
        "Australia/Lord_Howe, +11:00, +10:30"
    })
    void aZoneHasItsOffsetsOfJanuaryAndJuly(String name, ZoneOffset january, ZoneOffset july) {
        ZoneRules rules = TimeZones.get(name).rules();

        assertThat(rules.getOffset(Instant.parse("2026-01-15T12:00:00Z"))).isEqualTo(january);
        assertThat(rules.getOffset(Instant.parse("2026-07-15T12:00:00Z"))).isEqualTo(july);
        assertThat(rules.getOffset(Instant.parse("2199-07-15T12:00:00Z"))).isEqualTo(july);
    }

    /** The JVM reads the same database with other code. Its release may be older, so only past years are compared. */
    @Test
    void theOffsetsOfThePastAreThoseOfTheJvm() {
        var names = new TreeSet<>(TimeZones.names());
        names.removeIf(name ->
                !ZoneId.getAvailableZoneIds().contains(TimeZones.get(name).name()));
        assertThat(names).hasSizeGreaterThan(500);
        assertThat(names).allSatisfy(name -> {
            ZoneRules ours = TimeZones.get(name).rules();
            ZoneRules theirs = ZoneId.of(TimeZones.get(name).name()).getRules();
            assertThat(instants())
                    .as(name)
                    .allSatisfy(instant -> assertThat(ours.getOffset(instant)).isEqualTo(theirs.getOffset(instant)));
        });
    }

    @Test
    void theVersionIsThatOfTheTimeZoneDatabase() {
        assertThat(TimeZones.version()).matches("20[0-9]{2}[a-z]");
    }

    private static List<String> published() throws IOException {
        return lines("/time-zone-names.txt").toList();
    }

    private static Stream<String> lines(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(TimeZonesTest.class.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines();
        }
    }

    private static List<Instant> instants() {
        return Stream.iterate(
                        Instant.parse("1980-01-05T03:00:00Z"),
                        instant -> instant.isBefore(Instant.parse("2025-01-01T00:00:00Z")),
                        instant -> instant.plus(STEP))
                .toList();
    }
}
