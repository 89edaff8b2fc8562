package bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Two sides measured by turns, each as often, so that a machine that is slow for a while is slow for both. Every other
 * time the second side goes first.
 */
record Turns<T>(Side<T> baseline, Side<T> measured) {

    /** One side, with all that it was measured at. */
    record Side<T>(String label, List<T> values) {

        Series series(ToDoubleFunction<T> value) {
            return new Series(label, values.stream().mapToDouble(value).boxed().toList());
        }
    }

    /** Measures this often. */
    static <T> Turns<T> take(
            int repeats, String baseline, Callable<T> measureBaseline, String other, Callable<T> measureOther)
            throws Exception {
        List<T> first = new ArrayList<>();
        List<T> second = new ArrayList<>();
        for (int n = 0; n < repeats; n++) {
            if (n % 2 == 1) {
                second.add(measureOther.call());
            }
            first.add(measureBaseline.call());
            if (n % 2 == 0) {
                second.add(measureOther.call());
            }
        }
        return new Turns<>(new Side<>(baseline, first), new Side<>(other, second));
    }

    /** What both sides were measured at. */
    List<T> both() {
        return Stream.of(baseline, measured)
                .flatMap(side -> side.values().stream())
                .toList();
    }

    /** One of the values that were measured, as a line of the report. */
    Result result(String name, String unit, ToDoubleFunction<T> value, @Nullable Target target) {
        return new Result(name, unit, baseline.series(value), measured.series(value), target, List.of());
    }
}
