package kit.report;

import java.util.Map;
import kit.probe.Factor;
import kit.probe.Verdict;
import kit.service.Text;
import org.jspecify.annotations.Nullable;

/** A report for people: a part for each factor, with its page. */
public final class Table {

    private Table() {}

    public static String of(Report report) {
        var text = new StringBuilder();
        Factor factor = null;
        for (Examined examined : report.findings()) {
            if (examined.probe().factor() != factor) {
                factor = examined.probe().factor();
                text.append(heading(factor));
            }
            text.append("    %-18s %-26s %s%n"
                    .formatted(
                            examined.finding().verdict().text(),
                            examined.probe().name(),
                            examined.finding().evidence()));
        }
        return text.append(System.lineSeparator()).append(summary(report)).toString();
    }

    private static String heading(Factor factor) {
        return "%n%2d. %s (%s)%n".formatted(factor.number(), factor.title(), factor.page());
    }

    private static String summary(Report report) {
        return "%d hold, %d do not hold, %d are not applicable, %d could not be seen; %s%s%n"
                .formatted(
                        report.count(Verdict.HOLDS),
                        report.count(Verdict.DOES_NOT_HOLD),
                        report.count(Verdict.NOT_APPLICABLE),
                        report.count(Verdict.NOT_SEEN),
                        Text.seconds(report.taken()),
                        measures(report.measures()));
    }

    private static String measures(Map<String, Long> measures) {
        return measure("web starts in", measures.get("web_start_ms"), "ms")
                + measure("takes", megabytes(measures.get("web_rss_bytes")), "MB")
                + measure("stops in", measures.get("web_stop_ms"), "ms");
    }

    private static String measure(String words, @Nullable Long value, String unit) {
        return value == null ? "" : ", " + words + " " + value + " " + unit;
    }

    private static @Nullable Long megabytes(@Nullable Long bytes) {
        return bytes == null ? null : bytes / 1_000_000;
    }
}
