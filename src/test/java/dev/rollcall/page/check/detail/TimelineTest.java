package dev.rollcall.page.check.detail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.StatusChange.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void pingsAndFlipsAreMergedAndTheLatestComesFirst() {
        List<LoggedFlip> flips = List.of(up(25), down(15));

        var timeline = Timeline.of(List.of(signal(3, 25), signal(2, 10)), flips, true, ZoneOffset.UTC);

        assertThat(timeline.days())
                .singleElement()
                .satisfies(day -> assertThat(day.entries())
                        .extracting(Timeline.Entry::at)
                        .containsExactly(at(25), at(25), at(15), at(10)));
        assertThat(timeline.older()).isNull();
    }

    @Test
    void daysAreThoseOfTheReader() {
        var signals = List.of(signal(2, 11 * 60), signal(1, 0));

        assertThat(Timeline.of(signals, List.of(), true, ZoneOffset.UTC).days()).hasSize(1);
        assertThat(Timeline.of(signals, List.of(), true, ZoneId.of("Asia/Tokyo"))
                        .days())
                .extracting(Timeline.Day::date)
                .containsExactly(LocalDate.of(2026, 3, 2), LocalDate.of(2026, 3, 1));
    }

    @Test
    void aPageHasSoManyPingsAndTheFlipsOfItsTime() {
        List<LoggedSignal> signals = new ArrayList<>();
        for (int n = Timeline.SIGNALS + 1; n > 0; n--) {
            signals.add(signal(n, n));
        }

        var timeline = Timeline.of(signals, List.of(down(60), up(10), down(1)), false, ZoneOffset.UTC);

        assertThat(timeline.older()).isEqualTo(2);
        assertThat(timeline.days().get(0).entries())
                .hasSize(Timeline.SIGNALS + 1)
                .filteredOn(entry -> entry.flip() != null)
                .extracting(Timeline.Entry::at)
                .containsExactly(at(10));
    }

    @Test
    void eachFlipIsOnOnePageAlsoBetweenTheirPings() {
        List<LoggedSignal> signals = new ArrayList<>();
        for (int n = 2 * Timeline.SIGNALS; n > 0; n--) {
            signals.add(signal(n, 10 * n));
        }
        int last = 10 * signals.size();
        List<LoggedFlip> flips = new ArrayList<>();
        for (int minute = last + 5; minute >= 0; minute -= 5) {
            flips.add(minute % 2 == 0 ? up(minute) : down(minute));
        }

        var first = Timeline.of(signals.subList(0, Timeline.SIGNALS + 1), flips, true, ZoneOffset.UTC);
        var second = Timeline.of(signals.subList(Timeline.SIGNALS, signals.size()), flips, false, ZoneOffset.UTC);

        assertThat(Stream.of(first, second)
                        .flatMap(page -> page.days().stream())
                        .flatMap(day -> day.entries().stream())
                        .flatMap(entry -> Stream.ofNullable(entry.flip())))
                .containsExactlyElementsOf(flips);
    }

    @Test
    void aStartIsShownUntilItsRunHasEnded() {
        LoggedSignal start = new LoggedSignal(1, "START", at(0), null, null, null, null, null);
        LoggedSignal end = new LoggedSignal(2, "SUCCESS", at(4), Duration.ofMinutes(4), null, null, null, null);

        assertThat(Timeline.of(List.of(start), List.of(), true, ZoneOffset.UTC)
                        .days()
                        .get(0)
                        .entries())
                .hasSize(1);
        assertThat(Timeline.of(List.of(end, start), List.of(), true, ZoneOffset.UTC)
                        .days()
                        .get(0)
                        .entries())
                .extracting(Timeline.Entry::signal)
                .containsExactly(end);
    }

    @Test
    void anIncidentEndsWithTheNextFlipButNotWithALatePing() {
        List<LoggedFlip> latestFirst = List.of(
                down(30),
                new LoggedFlip(3, CheckStatus.UP, CheckStatus.UP, Reason.LATE, at(20), null, null),
                up(10),
                down(0));

        assertThat(ShownIncident.of(latestFirst))
                .extracting(incident -> incident.began().at(), ShownIncident::endedAt)
                .containsExactly(tuple(at(30), null), tuple(at(0), at(10)));
    }

    private static LoggedSignal signal(long n, int minute) {
        return new LoggedSignal(n, "SUCCESS", at(minute), null, null, null, null, null);
    }

    private static LoggedFlip down(int minute) {
        return new LoggedFlip(minute, CheckStatus.UP, CheckStatus.DOWN, Reason.TIMEOUT, at(minute), null, null);
    }

    private static LoggedFlip up(int minute) {
        return new LoggedFlip(minute, CheckStatus.DOWN, CheckStatus.UP, Reason.PING, at(minute), null, null);
    }

    private static Instant at(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }
}
