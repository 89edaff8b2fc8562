package dev.rollcall.transfer;

import dev.rollcall.audit.AuditAction;
import dev.rollcall.audit.AuditLog;
import dev.rollcall.platform.deploy.Release;
import dev.rollcall.project.PortableTable;
import dev.rollcall.project.ProjectId;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a consistent snapshot of a project, while the processes that use it keep working.
 *
 * <p>The snapshot goes to a temporary file first and then to its reader. A transaction that lasts as long as a slow
 * reader would block a migration with its locks, and every ping would wait behind the migration.
 */
@Component
class ProjectExport {

    private final List<PortableTable> tables;
    private final PortableRowStore rows;
    private final Release release;
    private final JsonMapper json;
    private final AuditLog audit;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final TransactionTemplate snapshot;

    ProjectExport(
            List<PortableTable> tables,
            PortableRowStore rows,
            Release release,
            JsonMapper json,
            AuditLog audit,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.tables = tables.stream()
                .sorted(Comparator.comparingInt(PortableTable::position))
                .toList();
        this.rows = rows;
        this.release = release;
        this.json = json;
        this.audit = audit;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setReadOnly(true);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /**
     * Writes all lines. Returns the number of rows of each kind. If the project cannot be read, nothing is written.
     *
     * @throws UncheckedIOException when the temporary file or {@code out} cannot be written
     */
    Map<String, Long> write(ProjectId project, OutputStream out) {
        try (Copy copy = copy(project)) {
            copy.sendTo(out);
            return copy.counts();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes all lines to a temporary file, which is deleted when it is closed. */
    Copy copy(ProjectId project) throws IOException {
        FileChannel file = temporaryFile();
        try {
            Map<String, Long> counts =
                    Objects.requireNonNull(snapshot.execute(status -> read(project, Channels.newOutputStream(file))));
            transaction.executeWithoutResult(status -> audit.record(project.value(), AuditAction.PROJECT_EXPORTED, ""));
            return new Copy(file, counts);
        } catch (RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    /**
     * An export that was read from the database.
     *
     * @param counts the number of rows of each kind
     */
    record Copy(FileChannel file, Map<String, Long> counts) implements Closeable {

        void sendTo(OutputStream out) throws IOException {
            file.position(0);
            Channels.newInputStream(file).transferTo(out);
            out.flush();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    private static FileChannel temporaryFile() throws IOException {
        return FileChannel.open(
                Files.createTempFile("rollcall-export", ".jsonl"),
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
    }

    private Map<String, Long> read(ProjectId project, OutputStream out) {
        try {
            var writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            line(writer, json.writeValueAsString(header(project)));
            Map<String, Long> counts = new LinkedHashMap<>();
            for (PortableTable table : tables) {
                counts.put(table.kind(), write(table, project, writer));
            }
            line(writer, json.writeValueAsString(end(counts)));
            writer.flush();
            return counts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long write(PortableTable table, ProjectId project, Writer writer) {
        long[] count = {0};
        rows.read(table, project, row -> {
            try {
                line(writer, "{\"kind\":\"" + table.kind() + "\",\"row\":" + row + "}");
                count[0]++;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return count[0];
    }

    private Map<String, Object> header(ProjectId project) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put(ExportFormat.KIND, ExportFormat.HEADER);
        header.put(ExportFormat.FORMAT, ExportFormat.VERSION);
        header.put(ExportFormat.PROJECT, project.toString());
        header.put(ExportFormat.RELEASE, release.version());
        header.put(ExportFormat.EXPORTED_AT, clock.instant().toString());
        return header;
    }

    private static Map<String, Object> end(Map<String, Long> counts) {
        Map<String, Object> end = new LinkedHashMap<>();
        end.put(ExportFormat.KIND, ExportFormat.END);
        end.put(ExportFormat.ROWS, counts);
        return end;
    }

    /** Ends with a line feed on every machine. */
    private static void line(Writer writer, String text) throws IOException {
        writer.write(text);
        writer.write('\n');
    }
}
