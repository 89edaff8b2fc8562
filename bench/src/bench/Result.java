package bench;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One line of the report: what was measured, against what, and what was wanted.
 *
 * @param name the case's, and after a dot which of its results
 * @param baseline measured by turns with {@code measured}, as often; null where there is none
 * @param notes what else was seen and belongs to it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Result(
        String name,
        String unit,
        @Nullable Series baseline,
        Series measured,
        @Nullable Target target,
        List<String> notes) {

    /** Without a baseline: values of their own. */
    static Result of(String name, String unit, Series measured, @Nullable Target target, String... notes) {
        return new Result(name, unit, null, measured, target, List.of(notes));
    }

    Result with(String... more) {
        return new Result(name, unit, baseline, measured, target, List.of(more));
    }

    /** Measured to baseline, turn by turn: what slows the machine for a while slows both. */
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

    /** What the verdict column says. */
    String verdict() {
        if (target == null) {
            return "-";
        }
        return target.score(this) >= 1 ? "met" : "**not met**";
    }
}
