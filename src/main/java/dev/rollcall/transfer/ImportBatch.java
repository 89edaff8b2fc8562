package dev.rollcall.transfer;

import dev.rollcall.platform.log.FailureReason;
import dev.rollcall.project.PortableTable;
import dev.rollcall.project.ProjectId;
import java.util.ArrayList;
import java.util.List;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;

/** Rows of one table that are inserted together, with limits that save memory. Not thread-safe. */
class ImportBatch {

    private static final int MAX_ROWS = 500;
    private static final int MAX_CHARACTERS = 2 * 1024 * 1024;

    private final PortableRowStore rows;
    private final ProjectId project;
    private final PortableTable table;
    private final List<String> columns;
    private final List<String> lines = new ArrayList<>();
    private final List<Long> numbers = new ArrayList<>();
    private int characters;

    ImportBatch(PortableRowStore rows, ProjectId project, PortableTable table, List<String> columns) {
        this.rows = rows;
        this.project = project;
        this.table = table;
        this.columns = columns;
    }

    /** Adds a row. False when it is of another kind or has other columns, or the batch is full: start a new batch. */
    boolean add(PortableTable of, List<String> with, ExportReader.Line line) {
        if (!of.equals(table) || !with.equals(columns) || lines.size() == MAX_ROWS || characters > MAX_CHARACTERS) {
            return false;
        }
        lines.add(line.text());
        numbers.add(line.number());
        characters += line.text().length();
        return true;
    }

    /**
     * Inserts the rows. If one is refused, they are inserted again one by one, to find it.
     *
     * @throws ImportException naming the line of the first refused row
     */
    void write() {
        rows.setSavepoint();
        if (!isWritten()) {
            rows.rollBackToSavepoint();
            for (int n = 0; n < lines.size(); n++) {
                writeAlone(n);
            }
        }
        rows.releaseSavepoint();
    }

    private boolean isWritten() {
        try {
            return insert(lines) == lines.size();
        } catch (DataIntegrityViolationException e) {
            if (lines.size() == 1) {
                throw refused(0, e);
            }
            return false;
        }
    }

    private void writeAlone(int n) {
        int written;
        try {
            written = insert(lines.subList(n, n + 1));
        } catch (DataIntegrityViolationException e) {
            throw refused(n, e);
        }
        if (written == 0) {
            throw new ImportException(where(n) + ": does not belong to the project that the first line names");
        }
    }

    private int insert(List<String> some) {
        return rows.insert(table, columns, project, "[" + String.join(",", some) + "]");
    }

    private ImportException refused(int n, DataIntegrityViolationException e) {
        return e instanceof DuplicateKeyException
                ? new ImportException(where(n) + ": exists already, in another project")
                : new ImportException(where(n) + ": " + FailureReason.of(e));
    }

    private String where(int n) {
        return table.kind() + " in line " + numbers.get(n);
    }
}
