package dev.rollcall.metrics;

import dev.rollcall.check.CheckView;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A metric that every check has. The first four are those of the published service; the other two are ours.
 *
 * @see <a href="https://healthchecks.io/docs/configuring_prometheus/">Configuring Prometheus</a>
 */
enum CheckMetric {
    UP("hc_check_up", "Whether the check is up (1) or down (0). A new, late or paused check counts as up.") {
        @Override
        BigDecimal value(CheckView check, Instant now) {
            return truth(!check.statusAt(now).equals(DOWN));
        }
    },
    STARTED("hc_check_started", "Whether a run of the job is under way (1) or not (0).") {
        @Override
        BigDecimal value(CheckView check, Instant now) {
            return truth(check.state().lastStartAt() != null);
        }
    },
    GRACE("hc_check_grace", "Whether the check is late and in its grace time (1) or not (0).") {
        @Override
        BigDecimal value(CheckView check, Instant now) {
            return truth(check.statusAt(now).equals("grace"));
        }
    },
    PAUSED("hc_check_paused", "Whether the check is paused (1) or not (0).") {
        @Override
        BigDecimal value(CheckView check, Instant now) {
            return truth(check.statusAt(now).equals("paused"));
        }
    },
    LAST_DURATION("hc_check_last_duration_seconds", "How long the last run took; missing if it was not measured.") {
        @Override
        @Nullable
        BigDecimal value(CheckView check, Instant now) {
            Duration took = check.state().lastDuration();
            return took == null ? null : BigDecimal.valueOf(took.toMillis(), MILLIS);
        }
    },
    LAST_PING(
            "hc_check_last_ping_timestamp_seconds",
            "When the last success or failure came; missing before the first.") {
        @Override
        @Nullable
        BigDecimal value(CheckView check, Instant now) {
            Instant at = check.state().lastPingAt();
            return at == null ? null : BigDecimal.valueOf(at.toEpochMilli(), MILLIS);
        }
    };

    /** A status in the words of the published API. */
    static final String DOWN = "down";

    /** Decimal places. */
    private static final int MILLIS = 3;

    private final String metric;
    private final String help;

    CheckMetric(String metric, String help) {
        this.metric = metric;
        this.help = help;
    }

    /** The lines before the samples. */
    String heading() {
        return MetricText.heading(metric, help);
    }

    /** The line of a check; empty if the check has no value. */
    String sample(CheckView check, Instant now) {
        BigDecimal value = value(check, now);
        return value == null ? "" : MetricText.sample(metric, MetricText.labels(check), value);
    }

    abstract @Nullable BigDecimal value(CheckView check, Instant now);

    private static BigDecimal truth(boolean isTrue) {
        return isTrue ? BigDecimal.ONE : BigDecimal.ZERO;
    }
}
