package dev.rollcall.metrics;

import dev.rollcall.check.CheckView;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.metrics.MetricsStore.Row;
import dev.rollcall.platform.api.CursorRequest.Cursor;
import dev.rollcall.platform.api.ListPart;
import dev.rollcall.platform.api.ListPartReader;
import dev.rollcall.platform.api.TextListWriter.Section;
import dev.rollcall.project.ProjectId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One answer with the metrics of a project. The format requires all samples of a metric together, so the checks are
 * read once for each metric, and never all kept in memory. Not thread-safe.
 */
final class Scrape {

    private final ProjectMetrics metrics;
    private final ProjectId project;
    private final Instant now;
    private long checks;
    private long down;

    Scrape(ProjectMetrics metrics, ProjectId project, Instant now) {
        this.metrics = metrics;
        this.project = project;
        this.now = now;
    }

    /** All metrics, in the order in which they must be written. */
    List<Supplier<Section<?>>> sections() {
        Stream<Supplier<Section<?>>> ofChecks =
                Arrays.stream(CheckMetric.values()).map(metric -> () -> of(metric));
        return Stream.concat(ofChecks, Stream.of(this::tags, this::totals)).toList();
    }

    private Section<?> of(CheckMetric metric) {
        ListPartReader<String, Cursor<CheckId>> lines =
                after -> metrics.checks(project, after).map(row -> line(metric, row));
        return new Section<>(metric.heading(), lines);
    }

    private String line(CheckMetric metric, Row row) {
        CheckView check = row.check();
        if (metric == CheckMetric.UP) {
            checks++;
            down += check.statusAt(now).equals(CheckMetric.DOWN) ? 1 : 0;
        }
        return metric.sample(check, now);
    }

    private Section<?> tags() {
        String metric = "hc_tag_up";
        ListPartReader<String, String> lines = after -> metrics.tags(project, now, after)
                .map(tag -> MetricText.sample(
                        metric, MetricText.label("tag", tag.name()), tag.isDown() ? BigDecimal.ZERO : BigDecimal.ONE));
        return new Section<>(
                MetricText.heading(metric, "Whether no check with this tag is down (1), or any is (0)."), lines);
    }

    /** The names are those of the published service, although these are not counters. */
    private Section<?> totals() {
        List<String> lines = List.of(
                MetricText.heading("hc_checks_total", "The number of checks."),
                MetricText.sample("hc_checks_total", "", BigDecimal.valueOf(checks)),
                MetricText.heading("hc_checks_down_total", "The number of checks that are down."),
                MetricText.sample("hc_checks_down_total", "", BigDecimal.valueOf(down)));
        return new Section<Object>("", after -> new ListPart<>(lines, null));
    }
}
