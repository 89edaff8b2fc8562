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

/** Reads the lines of an export one by one, and fails at the first that does not match {@link ExportFormat}. */
class ExportReader {

    /** In characters; larger than a row with the largest body. */
    private static final int MAX_LINE_LENGTH = 16 * 1024 * 1024;

    private final JsonMapper json;
    private final BufferedReader in;
    private final Map<String, Long> counts = new LinkedHashMap<>();
    /** The number of the last line read, counted from 1. */
    private long number;
    /** The content of that line. */
    private JsonNode object;

    ExportReader(JsonMapper json, InputStream in) {
        this.json = json;
        this.object = json.missingNode();
        // A decoder fails on bytes that are not UTF-8; a reader created with a charset would replace them.
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
    }

    /** Reads the first line and returns the id of the project. */
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
            throw ImportException.at(1, "does not name a project");
        }
    }

    /**
     * The next row, or null after the end line.
     *
     * @throws ImportException when the line is invalid, or the end line is missing or its numbers of rows are wrong
     */
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

    /** The last row read, for validation. The database gets the text of its line. */
    JsonNode row() {
        return object.path(ExportFormat.ROW);
    }

    /** The number of rows of each kind so far. */
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
                        "counts " + ImportException.shown(count.getValue().toString()) + " rows of kind "
                                + ImportException.shown(count.getKey()) + ", but there are " + there);
            }
        });
        for (String kind : counts.keySet()) {
            if (!rows.has(kind)) {
                throw ImportException.at(
                        number, "counts no rows of kind " + ImportException.shown(kind) + ", but there are some");
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
        throw ImportException.at(number, "has no kind");
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
                if (text.length() == MAX_LINE_LENGTH) {
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
     * @param number of the line, from 1
     * @param columns the columns that its row has
     * @param text the line as read; the database parses it again, because its numbers are more exact than ours
     */
    record Line(long number, String kind, List<String> columns, String text) {}
}
