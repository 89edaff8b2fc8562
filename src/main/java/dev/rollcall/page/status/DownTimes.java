package dev.rollcall.page.status;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The times in which a component was down, because any of its checks was. They are in order, and none touches the next.
 */
record DownTimes(List<Span> spans) {

    /** Joins the times of checks, in any order. */
    static DownTimes union(List<Span> ofChecks) {
        List<Span> joined = new ArrayList<>();
        ofChecks.stream().sorted(Comparator.comparing(Span::began)).forEach(next -> {
            Span last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && last.reaches(next.began())) {
                joined.set(joined.size() - 1, new Span(last.began(), later(last.ended(), next.ended())));
            } else {
                joined.add(next);
            }
        });
        return new DownTimes(List.copyOf(joined));
    }

    /** How long it was down between these times; a time that has not ended counts to the end. */
    Duration between(Instant from, Instant until) {
        Duration sum = Duration.ZERO;
        for (Span span : spans) {
            Instant began = span.began().isBefore(from) ? from : span.began();
            Instant ended = span.ended() == null || span.ended().isAfter(until) ? until : span.ended();
            if (ended.isAfter(began)) {
                sum = sum.plus(Duration.between(began, ended));
            }
        }
        return sum;
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        return one == null || other == null ? null : (one.isAfter(other) ? one : other);
    }

    /** A time in which a check was down; without an end it lasts. */
    record Span(Instant began, @Nullable Instant ended) {

        boolean reaches(Instant at) {
            return ended == null || !ended.isBefore(at);
        }
    }
}
