package bench;

import java.nio.file.Path;
import java.util.List;

/** Compares two runs by their ratios, or by their values if a result has no ratio. */
public final class Compare {

    private Compare() {}

    /** See {@code bench/compare}. */
    public static void main(String... arguments) {
        if (arguments.length != 2) {
            System.err.println("bench/compare <one.json> <other.json>");
            System.exit(2);
            return;
        }
        System.out.print(markdown(Report.read(Path.of(arguments[0])), Report.read(Path.of(arguments[1]))));
    }

    static String markdown(Report one, Report other) {
        var text = new StringBuilder();
        text.append("| what | ").append(one.commit()).append(" | ").append(other.commit());
        text.append(" | change | verdict |\n| --- | --- | --- | --- | --- |\n");
        for (Result before : one.results()) {
            other.results().stream()
                    .filter(after -> after.name().equals(before.name()))
                    .forEach(after -> text.append(row(before, after)));
        }
        if (!one.machine().equals(other.machine())) {
            text.append("\nTwo machines, so only ratios may be compared: ");
            text.append(one.machine().describe())
                    .append("; ")
                    .append(other.machine().describe())
                    .append(".\n");
        }
        return text.toString();
    }

    private static String row(Result before, Result after) {
        boolean areRatios = before.baseline() != null && after.baseline() != null;
        Series was = areRatios ? before.ratios() : before.measured();
        Series is = areRatios ? after.ratios() : after.measured();
        return "| "
                + String.join(
                        " | ",
                        List.of(
                                before.name() + (areRatios ? ", ratio" : ", " + before.unit()),
                                Report.spread(was),
                                Report.spread(is),
                                "x " + Report.number(is.median() / was.median())
                                        + (overlap(was, is) ? ", within the spread" : ""),
                                before.verdict() + " / " + after.verdict()))
                + " |\n";
    }

    private static boolean overlap(Series one, Series other) {
        return one.least() <= other.most() && other.least() <= one.most();
    }
}
