package dev.rollcall.transfer;

import dev.rollcall.project.ProjectId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the lines of an export one by one, and complains of the first that is not as {@link ExportFormat} has it. */
class ExportReader {

    /** More than a row with the largest body can have. */
    private static final int LONGEST_LINE = 16 * 1024 * 1024;

    private final JsonMapper json;
    private final BufferedReader in;
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private long number;
    /** What the line says that was read last. */
    private JsonNode object;

    ExportReader(JsonMapper json, InputStream in) {
        this.json = json;
        this.object = json.missingNode();
        // Complains of bytes that are no UTF-8, where the short form would put question marks.
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
    }

    /** The first line: which project it is. */
    ProjectId header() {
        Line header = next();
        if (header == null || !header.kind().equals(ExportFormat.HEADER)) {
            throw ImportException.at(1, "is not the beginning of an export of a project");
        }
        int format = object.path(ExportFormat.FORMAT).asInt(0);
        if (format != ExportFormat.VERSION) {
            throw ImportException.at(
                    1, "says format " + format + ", this release reads format " + ExportFormat.VERSION);
        }
        try {
            return new ProjectId(
                    UUID.fromString(object.path(ExportFormat.PROJECT).asString("")));
        } catch (IllegalArgumentException e) {
            throw ImportException.at(1, "names no project");
        }
    }

    /** The next row, or null at the end, which has been found to be complete. */
    @Nullable
    Line nextRow() {
        Line line = next();
        if (line == null) {
            throw new ImportException("the export was cut after line " + number + ": it has no end");
        }
        if (line.kind().equals(ExportFormat.END)) {
            requireComplete();
            return null;
        }
        if (!object.path(ExportFormat.ROW).isObject()) {
            throw ImportException.at(number, "has no row");
        }
        counts.merge(line.kind(), 1L, Long::sum);
        return line;
    }

    /** The row that was read last, to look at: the database reads the text of its line. */
    JsonNode row() {
        return object.path(ExportFormat.ROW);
    }

    /** How many rows of each kind there were so far. */
    Map<String, Long> counts() {
        return counts;
    }

    private void requireComplete() {
        JsonNode rows = object.path(ExportFormat.ROWS);
        rows.properties().forEach(count -> {
            long there = counts.getOrDefault(count.getKey(), 0L);
            if (there != count.getValue().asLong(-1)) {
                throw ImportException.at(
                        number,
                        "counts " + count.getValue() + " rows of kind " + count.getKey() + ", but there are " + there);
            }
        });
        for (String kind : counts.keySet()) {
            if (!rows.has(kind)) {
                throw ImportException.at(number, "counts no rows of kind " + kind + ", but there are some");
            }
        }
        if (next() != null) {
            throw ImportException.at(number, "comes after the end");
        }
    }

    private @Nullable Line next() {
        String text = read();
        if (text == null) {
            return null;
        }
        try {
            object = json.readTree(text);
            String kind = object.path(ExportFormat.KIND).asString("");
            if (!kind.isEmpty()) {
                List<String> columns =
                        object.path(ExportFormat.ROW).propertyNames().stream().toList();
                return new Line(number, kind, columns, text);
            }
        } catch (JacksonException e) {
            throw ImportException.at(number, "is not JSON; was it cut?");
        }
        throw ImportException.at(number, "is of no kind");
    }

    private @Nullable String read() {
        try {
            var text = new StringBuilder();
            int character = in.read();
            if (character < 0) {
                return null;
            }
            number++;
            while (character >= 0 && character != '\n') {
                if (text.length() == LONGEST_LINE) {
                    throw ImportException.at(number, "is longer than any line of an export");
                }
                text.append((char) character);
                character = in.read();
            }
            return text.toString();
        } catch (CharacterCodingException e) {
            throw new ImportException("line " + (number + 1) + " or one soon after is not UTF-8");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * One line.
     *
     * @param columns those that its row has
     * @param text as it was read; the database reads it once more, for our numbers are not as exact as its own
     */
    record Line(long number, String kind, List<String> columns, String text) {}
}
