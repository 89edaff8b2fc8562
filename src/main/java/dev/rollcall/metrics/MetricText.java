package dev.rollcall.metrics;

import dev.rollcall.check.CheckView;
import java.math.BigDecimal;

/**
 * Lines in the text format of Prometheus.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Exposition formats</a>
 */
final class MetricText {

    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private MetricText() {}

    /** The lines before the samples of a metric. All our metrics can go up and down. */
    static String heading(String metric, String help) {
        return "# HELP " + metric + " " + help + "\n# TYPE " + metric + " gauge\n";
    }

    /** A sample; {@code labels} may be empty. */
    static String sample(String metric, String labels, BigDecimal value) {
        String shown = value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
        return metric + labels + " " + shown + "\n";
    }

    /** The labels of the published service. The unique key does not allow its reader to ping the check. */
    static String labels(CheckView check) {
        return "{name=\"" + escape(check.name()) + "\",tags=\"" + escape(check.tags()) + "\",unique_key=\""
                + check.uniqueKey() + "\"}";
    }

    static String label(String name, String value) {
        return "{" + name + "=\"" + escape(value) + "\"}";
    }

    private static String escape(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
