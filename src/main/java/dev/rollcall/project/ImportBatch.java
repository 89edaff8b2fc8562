package dev.rollcall.project;

import dev.rollcall.platform.FailureReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;

/** Rows of one table on their way into the database, as many at a time as memory should hold. Not thread-safe. */
class ImportBatch {

    private static final int MOST_ROWS = 500;
    private static final int MOST_CHARACTERS = 2 * 1024 * 1024;

    private final PortableRowStore rows;
    private final ProjectId project;
    private final PortableTable table;
    private final List<String> columns;
    private final List<String> lines = new ArrayList<>();
    private final long first;
    private long last;
    private int characters;

    ImportBatch(PortableRowStore rows, ProjectId project, PortableTable table, List<String> columns, long first) {
        this.rows = rows;
        this.project = project;
        this.table = table;
        this.columns = columns;
        this.first = first;
    }

    /** False when the row is of another kind or has other columns, or the batch is full: begin a new one. */
    boolean add(PortableTable of, List<String> with, ExportReader.Line line) {
        if (!of.equals(table) || !with.equals(columns) || lines.size() == MOST_ROWS || characters > MOST_CHARACTERS) {
            return false;
        }
        lines.add(line.text());
        characters += line.text().length();
        last = line.number();
        return true;
    }

    void write() {
        int written;
        try {
            written = rows.insert(table, columns, project, "[" + String.join(",", lines) + "]");
        } catch (DuplicateKeyException e) {
            throw new ImportException(where() + ": exists already, in another project" + key(e));
        } catch (DataIntegrityViolationException e) {
            throw new ImportException(where() + ": " + FailureReason.of(e));
        }
        if (written != lines.size()) {
            throw new ImportException(where() + ": " + (lines.size() - written)
                    + " of them do not belong to the project that the first line names");
        }
    }

    private String where() {
        return table.kind() + " in line " + first + (last == first ? "" : " to " + last);
    }

    /** Of a refused row only the key: the rest may be a secret. */
    private static String key(DataAccessException e) {
        String message =
                String.valueOf(NestedExceptionUtils.getMostSpecificCause(e).getMessage());
        return message.lines()
                .map(String::strip)
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("detail: key"))
                .map(line -> ": " + line.substring("detail: ".length()))
                .findFirst()
                .orElse("");
    }
}
