package bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Measures two sides in turns and equally often, so a slow phase of the machine affects both. Every second time the
 * other side goes first.
 */
record Turns<T>(Side<T> baseline, Side<T> measured) {

    /** One side with its measured values. */
    record Side<T>(String label, List<T> values) {

        Series series(ToDoubleFunction<T> value) {
            return new Series(label, values.stream().mapToDouble(value).boxed().toList());
        }
    }

    /** Measures this many times. */
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

    /** The measured values of both sides. */
    List<T> both() {
        return Stream.of(baseline, measured)
                .flatMap(side -> side.values().stream())
                .toList();
    }

    /** One of the measured values as a line of the report. */
    Result result(String name, String unit, ToDoubleFunction<T> value, @Nullable Target target) {
        return new Result(name, unit, baseline.series(value), measured.series(value), target, List.of());
    }
}
