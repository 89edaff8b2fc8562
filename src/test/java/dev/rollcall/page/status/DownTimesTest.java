package dev.rollcall.page.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.page.status.DownTimes.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class DownTimesTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    /** Compares with a minute-by-minute count. */
    @RepeatedTest(50)
    void aComponentIsDownExactlyWhileAnyOfItsChecksIs(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        List<Span> spans = new ArrayList<>();
        for (int n = random.nextInt(12); n > 0; n--) {
            int began = random.nextInt(100);
            spans.add(new Span(minute(began), random.nextInt(8) == 0 ? null : minute(began + random.nextInt(30))));
        }
        int from = random.nextInt(60);
        int until = from + random.nextInt(80);

        DownTimes joined = DownTimes.union(spans);

        long minutes = java.util.stream.IntStream.range(from, until)
                .filter(minute -> spans.stream().anyMatch(span -> isDown(span, minute)))
                .count();
        assertThat(joined.between(minute(from), minute(until))).isEqualTo(Duration.ofMinutes(minutes));
        for (int n = 1; n < joined.spans().size(); n++) {
            Instant ended = joined.spans().get(n - 1).ended();
            assertThat(ended).isNotNull().isBefore(joined.spans().get(n).began());
        }
    }

    @Test
    void noTimeIsNoDownTime() {
        assertThat(DownTimes.union(List.of()).between(minute(0), minute(10))).isZero();
    }

    private static boolean isDown(Span span, int minute) {
        return !minute(minute).isBefore(span.began())
                && (span.ended() == null || minute(minute).isBefore(span.ended()));
    }

    private static Instant minute(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }
}
