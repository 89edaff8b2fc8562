package bench;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One line of the report: the measured value, its baseline, and the target.
 *
 * @param name the name of the case, a dot, and the name of the result
 * @param baseline measured in turns with {@code measured} and as often; null without a baseline
 * @param notes other observations about the result
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Result(
        String name,
        String unit,
        @Nullable Series baseline,
        Series measured,
        @Nullable Target target,
        List<String> notes) {

    /** Without a baseline: absolute values. */
    static Result of(String name, String unit, Series measured, @Nullable Target target, String... notes) {
        return new Result(name, unit, null, measured, target, List.of(notes));
    }

    Result with(String... more) {
        return new Result(name, unit, baseline, measured, target, List.of(more));
    }

    /** The ratio of measured to baseline, turn by turn: a slow phase of the machine affects both. */
    Series ratios() {
        Series against = baseline;
        if (against == null) {
            throw new IllegalStateException(name + " has no baseline");
        }
        return new Series(
                "ratio",
                IntStream.range(0, measured.values().size())
                        .mapToObj(
                                n -> measured.values().get(n) / against.values().get(n))
                        .toList());
    }

    double ratio() {
        return ratios().median();
    }

    /** The text in the verdict column. */
    String verdict() {
        if (target == null) {
            return "-";
        }
        return target.score(this) >= 1 ? "met" : "**not met**";
    }
}
