package bench;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The results of one run.
 *
 * @param skipped cases that could not be measured on this machine, with the reason
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Report(
        String at,
        String commit,
        boolean quick,
        long seconds,
        Machine machine,
        List<Result> results,
        List<String> skipped) {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    static Report read(Path file) {
        return JSON.readValue(file.toFile(), Report.class);
    }

    /** Written as {@code <name>.json}, {@code .md} and {@code .svg}. */
    void write(Path directory, String name) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(name + ".json"), JSON.writeValueAsString(this) + "\n");
        Files.writeString(directory.resolve(name + ".md"), markdown());
        Files.writeString(directory.resolve(name + ".svg"), Chart.draw(this));
    }

    String markdown() {
        var text = new StringBuilder();
        text.append("Commit ").append(commit).append(", ").append(at);
        text.append(quick ? ", a quick run" : "").append(", ").append(seconds).append(" s. ");
        text.append(machine.describe()).append(".\n\n");
        text.append("| what | unit | baseline | measured | ratio | target | |\n");
        text.append("| --- | --- | --- | --- | --- | --- | --- |\n");
        results.forEach(result -> text.append(row(result)));
        text.append("\nEach figure is the median, with the least and the most of its turns in brackets.\n");
        results.forEach(result -> result.notes()
                .forEach(note ->
                        text.append("\n- ").append(result.name()).append(": ").append(note)));
        skipped.forEach(reason -> text.append("\n- skipped: ").append(reason));
        return text.append("\n").toString();
    }

    private static String row(Result result) {
        Series baseline = result.baseline();
        return "| "
                + String.join(
                        " | ",
                        result.name(),
                        result.unit(),
                        baseline == null ? "" : baseline.label() + ": " + spread(baseline),
                        result.measured().label() + ": " + spread(result.measured()),
                        baseline == null ? "" : spread(result.ratios()),
                        result.target() == null ? "" : describe(result.target()),
                        result.verdict())
                + " |\n";
    }

    static String spread(Series series) {
        return number(series.median()) + " (" + number(series.least()) + "-" + number(series.most()) + ")";
    }

    private static String describe(Target target) {
        String of = switch (target.of()) {
            case RATIO -> "ratio ";
            case VALUE -> "";
            case EACH_VALUE -> "each ";
        };
        return of + (target.bound() == Target.Bound.AT_LEAST ? ">= " : "<= ") + number(target.limit());
    }

    /** About three figures: more would be noise. */
    static String number(double value) {
        double size = Math.abs(value);
        String format = size >= 100 || size == 0 ? "%.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, format, value);
    }
}
