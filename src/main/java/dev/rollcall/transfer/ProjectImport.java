package dev.rollcall.transfer;

import dev.rollcall.audit.AuditAction;
import dev.rollcall.audit.AuditLog;
import dev.rollcall.project.PortableTable;
import dev.rollcall.project.ProjectId;
import dev.rollcall.project.Projects;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Imports a project that {@link ProjectExport} wrote, in one transaction: all of it or nothing. */
@Component
class ProjectImport {

    private final Map<String, PortableTable> tables;
    private final PortableRowStore rows;
    private final Projects projects;
    private final JsonMapper json;
    private final RowRules rules;
    private final AuditLog audit;
    private final TransactionTemplate transaction;

    ProjectImport(
            List<PortableTable> tables,
            PortableRowStore rows,
            Projects projects,
            JsonMapper json,
            RowRules rules,
            AuditLog audit,
            PlatformTransactionManager transactions) {
        this.tables = tables.stream().collect(Collectors.toMap(PortableTable::kind, table -> table));
        this.rows = rows;
        this.projects = projects;
        this.json = json;
        this.rules = rules;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Reads an export to its end. A project that exists already stays unchanged: it was imported earlier and has been
     * used since.
     *
     * @param keep false for a dry run, which changes nothing
     * @throws ImportException when the export is invalid
     */
    Imported read(InputStream in, boolean keep) {
        return transaction.execute(status -> {
            var lines = new ExportReader(json, in);
            ProjectId project = lines.header();
            boolean existed = projects.exists(project);
            if (!keep) {
                status.setRollbackOnly();
            }
            readRows(lines, project, !existed);
            if (!existed) {
                audit.record(project.value(), AuditAction.PROJECT_IMPORTED, "");
            }
            return new Imported(project, existed, lines.counts());
        });
    }

    private void readRows(ExportReader lines, ProjectId project, boolean write) {
        Map<String, List<String>> columns = new HashMap<>();
        ImportBatch batch = null;
        for (ExportReader.Line line = lines.nextRow(); line != null; line = lines.nextRow()) {
            PortableTable table = table(line);
            List<String> known = columns.computeIfAbsent(line.kind(), kind -> rows.columns(table));
            List<String> given = given(line, known);
            if (write) {
                refuseBeyondLimit(table, lines, line.number());
                rules.refuseFaults(table, line.number(), lines.row());
            }
            if (write && (batch == null || !batch.add(table, given, line))) {
                writeIfAny(batch);
                batch = new ImportBatch(rows, project, table, given);
                batch.add(table, given, line);
            }
        }
        writeIfAny(batch);
    }

    /** Only an import into a project that did not exist writes rows, so the rows read are all that it has. */
    private static void refuseBeyondLimit(PortableTable table, ExportReader lines, long number) {
        PortableTable.Limit limit = table.limit();
        if (limit != null && lines.counts().getOrDefault(table.kind(), 0L) > limit.rows()) {
            throw ImportException.at(
                    number,
                    "is one " + table.kind() + " more than " + limit.variable() + " allows, which is " + limit.rows());
        }
    }

    private PortableTable table(ExportReader.Line line) {
        PortableTable table = tables.get(line.kind());
        if (table == null) {
            throw ImportException.at(
                    line.number(),
                    "is of kind '" + ImportException.shown(line.kind()) + "', which this release does not know");
        }
        return table;
    }

    /** The columns of a row. An older release may lack some; they get their defaults. */
    private static List<String> given(ExportReader.Line line, List<String> known) {
        line.columns().stream()
                .filter(column -> !known.contains(column))
                .findFirst()
                .ifPresent(column -> {
                    throw ImportException.at(
                            line.number(),
                            "has a column '" + ImportException.shown(column) + "', which this release does not know");
                });
        return line.columns();
    }

    private static void writeIfAny(@Nullable ImportBatch batch) {
        if (batch != null) {
            batch.write();
        }
    }

    /**
     * The result of an import.
     *
     * @param existed whether the project existed before and was left unchanged
     * @param counts the number of rows read, by kind
     */
    record Imported(ProjectId project, boolean existed, Map<String, Long> counts) {}
}
