package bench;

import java.util.List;
import java.util.stream.IntStream;

/** The measured values of one side, in order of time. */
record Series(String label, List<Double> values) {

    double median() {
        return median(values);
    }

    double least() {
        return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    double most() {
        return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }

    /** The differences, turn by turn. */
    Series minus(Series other, String name) {
        return new Series(
                name,
                IntStream.range(0, values.size())
                        .mapToObj(n -> values.get(n) - other.values.get(n))
                        .toList());
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
