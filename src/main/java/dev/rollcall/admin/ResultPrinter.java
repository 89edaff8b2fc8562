package dev.rollcall.admin;

import dev.rollcall.platform.log.Printable;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Prints a {@link TaskResult}: as text for a person, or as one line of JSON for a program. */
class ResultPrinter {

    private static final String GAP = "  ";

    private final JsonMapper json;
    private final PrintStream out;
    private final boolean asJson;

    ResultPrinter(JsonMapper json, PrintStream out, boolean asJson) {
        this.json = json;
        this.out = out;
        this.asJson = asJson;
    }

    void print(TaskResult result) {
        if (result instanceof TaskResult.Facts facts) {
            print(facts);
        } else if (result instanceof TaskResult.Rows rows) {
            print(rows);
        } else if (result instanceof TaskResult.Streamed streamed) {
            print(streamed);
        } else if (result instanceof TaskResult.Page page) {
            print(page);
        } else if (result instanceof TaskResult.Failed failed) {
            print(failed.result());
        }
        out.flush();
        if (out.checkError()) {
            // Half a result must not look complete, and a closed pipe is not a success.
            throw new UncheckedIOException(new IOException("the result could not be written to standard output"));
        }
    }

    private void print(TaskResult.Facts facts) {
        if (asJson) {
            out.println(json.writeValueAsString(facts.facts()));
            return;
        }
        int width =
                facts.facts().keySet().stream().mapToInt(String::length).max().orElse(0);
        facts.facts()
                .forEach((name, value) ->
                        out.println(Printable.padded(name, width) + GAP + String.join(", ", lines(value))));
    }

    private void print(TaskResult.Rows rows) {
        if (asJson) {
            out.println(json.writeValueAsString(
                    rows.rows().stream().map(row -> named(rows.columns(), row)).toList()));
            return;
        }
        List<List<List<String>>> cells = new ArrayList<>();
        cells.add(rows.columns().stream()
                .map(column -> List.of(column.toUpperCase(Locale.ROOT)))
                .toList());
        rows.rows()
                .forEach(row -> cells.add(row.stream().map(ResultPrinter::lines).toList()));
        int[] widths = new int[rows.columns().size()];
        cells.forEach(row -> {
            for (int column = 0; column < widths.length; column++) {
                for (String line : row.get(column)) {
                    widths[column] = Math.max(widths[column], line.length());
                }
            }
        });
        cells.forEach(row -> print(row, widths));
    }

    /** One row; it has as many lines as its tallest cell. */
    private void print(List<List<String>> row, int[] widths) {
        int height = row.stream().mapToInt(List::size).max().orElse(0);
        for (int line = 0; line < Math.max(1, height); line++) {
            var text = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                List<String> cell = row.get(column);
                text.append(Printable.padded(line < cell.size() ? cell.get(line) : "", widths[column]))
                        .append(GAP);
            }
            out.println(text.toString().stripTrailing());
        }
    }

    private void print(TaskResult.Page page) {
        if (asJson) {
            print(page.data());
        } else {
            out.print(page.text());
        }
    }

    private void print(TaskResult.Streamed streamed) {
        try {
            streamed.stream().writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> named(List<String> columns, List<?> row) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int column = 0; column < columns.size(); column++) {
            object.put(columns.get(column), row.get(column));
        }
        return object;
    }

    /** A list has one line per element; for an object only the values are shown. */
    private static List<String> lines(@Nullable Object value) {
        if (value == null) {
            return List.of("-");
        }
        if (value instanceof List<?> list) {
            return list.isEmpty()
                    ? List.of("-")
                    : list.stream().flatMap(part -> lines(part).stream()).toList();
        }
        if (value instanceof Map<?, ?> map) {
            return List.of(map.values().stream().map(ResultPrinter::printable).collect(Collectors.joining(" ")));
        }
        return List.of(printable(value));
    }

    /** Strangers choose names, so a name must not control the operator's terminal or look like another row. */
    private static String printable(@Nullable Object value) {
        return Printable.escaped(String.valueOf(value));
    }
}
