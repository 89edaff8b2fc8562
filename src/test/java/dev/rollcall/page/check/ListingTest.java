package dev.rollcall.page.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.check.schedule.Every;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.project.ProjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListingTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    /** Its periods begin at full minutes. */
    private static final ProjectId PROJECT = new ProjectId(new UUID(0, 0));

    private static final List<ListedCheck> CHECKS = List.of(
            check("zebra", "prod", Lamp.UP, NOW.minusSeconds(60), NOW.plusSeconds(300)),
            check("Äpfel", "prod db", Lamp.DOWN, NOW.minusSeconds(900), NOW.minusSeconds(30)),
            check("banana", "", Lamp.LATE, NOW.minusSeconds(30), NOW.minusSeconds(5)),
            check("apple", "db", Lamp.UP, NOW.minusSeconds(10), NOW.plusSeconds(10)),
            check("", "", Lamp.NEW, null, null));

    @Test
    void troubleComesFirstAndThenNamesWithoutRegardToAccents() {
        assertThat(names(query(null, null, null, null))).containsExactly("Äpfel", "banana", "apple", "zebra", "");
    }

    @Test
    void theOrderIsByNameByLatestOrByNextPing() {
        assertThat(names(query(null, null, null, "name"))).containsExactly("", "Äpfel", "apple", "banana", "zebra");
        assertThat(names(query(null, null, null, "ping"))).containsExactly("apple", "banana", "zebra", "Äpfel", "");
        assertThat(names(query(null, null, null, "next"))).containsExactly("Äpfel", "banana", "apple", "zebra", "");
    }

    @Test
    void aTextIsFoundInNamesAndTagsWithoutRegardToCase() {
        assertThat(names(query("APPL", null, null, null))).containsExactly("apple");
        assertThat(names(query("db", null, null, null))).containsExactly("Äpfel", "apple");
        assertThat(names(query(null, "db", "up", null))).containsExactly("apple");
        assertThat(names(query(null, "d", null, null))).isEmpty();
    }

    @Test
    void theNumbersOfLampsCountWhatTheTextAdmits() {
        var listing = Listing.of(CHECKS, query("a", null, "down", null));

        assertThat(listing.countOf(Lamp.UP)).isEqualTo(2);
        assertThat(listing.admittedOf(Lamp.UP)).isEqualTo(2);
        assertThat(listing.admittedOf(Lamp.NEW)).isZero();
        assertThat(listing.found()).isZero();
        assertThat(listing.tags()).containsExactly("db", "prod");
    }

    @Test
    void aPageHasAHundredChecksAndALastPageIsNotLeft() {
        List<ListedCheck> many = new ArrayList<>();
        for (int i = 0; i < 205; i++) {
            many.add(check("check " + i, "", Lamp.UP, NOW, NOW));
        }

        var third = Listing.of(many, ListQuery.of(null, null, null, null, "9"));

        assertThat(third.query().page()).isEqualTo(3);
        assertThat(third.page()).hasSize(5);
        assertThat(List.of(third.first(), third.last(), third.found(), third.pages()))
                .containsExactly(201, 205, 205, 3);
    }

    @Test
    void anAddressSaysWhatIsUnusualAndReadsBack() {
        var query = query("a b&c", "ü", "late", "name").withPage(2);

        assertThat(query.address()).isEqualTo("?q=a+b%26c&tag=%C3%BC&status=late&order=name&page=2");
        assertThat(ListQuery.of("a b&c", "ü", "late", "name", "2")).isEqualTo(query);
        assertThat(query(null, null, null, null).address()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "1.5", "x", "99999999999999999999"})
    void whatIsNotKnownIsIgnored(String odd) {
        assertThat(ListQuery.of(null, null, odd, odd, odd)).isEqualTo(query(null, null, null, null));
    }

    @Test
    void aVersionIsOutdatedAtOnceByALampAndLaterByAPing() {
        ListedCheck up = check("a", "", Lamp.UP, NOW, NOW.plusSeconds(60));
        var shown = version(List.of(up), NOW);
        var pinged = List.of(new ListedCheck(
                up.id(),
                "a",
                "a",
                List.of(),
                up.schedule(),
                up.grace(),
                Lamp.UP,
                NOW.plusSeconds(9),
                up.expectedAt(),
                null));
        var down = List.of(new ListedCheck(
                up.id(), "a", "a", List.of(), up.schedule(), up.grace(), Lamp.DOWN, NOW, up.expectedAt(), null));

        assertThat(ListVersion.parse(shown.toString())).contains(shown);
        assertThat(shown.isOutdatedBy(version(List.of(up), NOW.plusSeconds(900))))
                .isFalse();
        assertThat(shown.isOutdatedBy(version(down, NOW.plusSeconds(1)))).isTrue();
        assertThat(shown.isOutdatedBy(version(pinged, NOW.plusSeconds(10)))).isFalse();
        assertThat(shown.isOutdatedBy(version(pinged, NOW.plus(ListVersion.MAX_AGE))))
                .isTrue();
        assertThat(ListVersion.parse("1.2.x")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 7, -1, Long.MAX_VALUE, Long.MIN_VALUE})
    void aPeriodLastsUntilTheNextOneBegins(long id) {
        var project = new ProjectId(new UUID(0, id));
        Instant begin = ListVersion.periodOf(project, NOW);

        assertThat(begin).isAfter(NOW.minus(ListVersion.MAX_AGE)).isBeforeOrEqualTo(NOW);
        assertThat(ListVersion.periodOf(project, begin)).isEqualTo(begin);
        assertThat(ListVersion.periodOf(project, begin.minusMillis(1))).isEqualTo(begin.minus(ListVersion.MAX_AGE));
        assertThat(ListVersion.periodOf(project, begin.plus(ListVersion.MAX_AGE)))
                .isEqualTo(begin.plus(ListVersion.MAX_AGE));
    }

    private static ListVersion version(List<ListedCheck> checks, Instant readAt) {
        return new ListVersion(
                ListVersion.standing(checks), ListVersion.pings(checks), ListVersion.periodOf(PROJECT, readAt));
    }

    private static List<String> names(ListQuery query) {
        return Listing.of(CHECKS, query).page().stream().map(ListedCheck::name).toList();
    }

    private static ListQuery query(
            @Nullable String text, @Nullable String tag, @Nullable String lamp, @Nullable String order) {
        return ListQuery.of(text, tag, lamp, order, null);
    }

    private static ListedCheck check(
            String name, String tags, Lamp lamp, @Nullable Instant lastPingAt, @Nullable Instant expectedAt) {
        return new ListedCheck(
                new CheckId(new UUID(0, name.hashCode())),
                name,
                SortKey.of(name),
                tags.isEmpty() ? List.of() : List.of(tags.split(" ")),
                new Every(Duration.ofMinutes(1)),
                Duration.ofMinutes(1),
                lamp,
                lastPingAt,
                expectedAt,
                null);
    }
}
