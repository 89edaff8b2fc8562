package dev.rollcall.transfer;

import dev.rollcall.admin.AdminTask;
import dev.rollcall.admin.TaskDefinition;
import dev.rollcall.admin.TaskOptions;
import dev.rollcall.admin.TaskResult;
import dev.rollcall.admin.WrongUsageException;
import dev.rollcall.platform.log.FailureReason;
import dev.rollcall.platform.process.StartupScope;
import dev.rollcall.project.ProjectId;
import dev.rollcall.project.Projects;
import dev.rollcall.transfer.remote.RemoteImport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Imports a project: either a whole export of {@link ExportProject}, from standard input or a file, or the checks that
 * a running Healthchecks or Rollcall shows by the published API.
 */
@TaskDefinition(
        name = "import",
        summary = "imports a project that export wrote, all or nothing, or with --from=URL --project=ID the checks of a"
                + " Healthchecks or Rollcall; --dry-run only shows what it would do",
        optional = {"file", "from", "api-key", "project"},
        flags = "dry-run",
        needs = StartupScope.ENTITIES)
class ImportProject implements AdminTask {

    private static final List<String> COLUMNS = List.of("kind", "id", "name", "outcome", "detail");

    private final ProjectImport projectImport;
    private final RemoteImport remoteImport;
    private final Projects projects;
    private final ImportSettings settings;

    ImportProject(ProjectImport projectImport, RemoteImport remoteImport, Projects projects, ImportSettings settings) {
        this.projectImport = projectImport;
        this.remoteImport = remoteImport;
        this.projects = projects;
        this.settings = settings;
    }

    @Override
    public TaskResult run(TaskOptions options) {
        boolean keep = !options.isOn("dry-run");
        boolean isRemote = options.find("from").isPresent();
        for (String other : isRemote ? List.of("file") : List.of("api-key", "project")) {
            if (options.find(other).isPresent()) {
                throw new WrongUsageException(
                        "--" + other + (isRemote ? " cannot be used with" : " needs") + " --from");
            }
        }
        return isRemote ? fromApi(options, keep) : fromExport(options, keep);
    }

    private TaskResult fromExport(TaskOptions options, boolean keep) {
        try (InputStream in = FileOption.of(options).map(ImportProject::open).orElse(System.in)) {
            return TaskResult.facts(result(projectImport.read(in, keep), keep));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TaskResult fromApi(TaskOptions options, boolean keep) {
        var project = new ProjectId(options.requiredId("project"));
        String key = options.find("api-key")
                .or(() -> Optional.ofNullable(settings.apiKey()))
                .orElseThrow(() -> new WrongUsageException(
                        "the API key is missing: IMPORT_API_KEY, IMPORT_API_KEY_FILE or --api-key=..."));
        if (!projects.exists(project)) {
            throw new WrongUsageException("--project names no project: " + project);
        }
        List<RemoteImport.Row> rows = remoteImport.run(project, options.required("from"), key, keep);
        TaskResult result = TaskResult.rows(
                COLUMNS,
                rows.stream()
                        .map(row -> List.of(row.kind(), row.id(), row.name(), row.outcome(), row.detail()))
                        .toList());
        String refused = Stream.of(refused(rows, "check", "checks"), refused(rows, "window", "maintenance windows"))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" and "));
        return refused.isEmpty() ? result : result.butFailed(refused + " could not be imported");
    }

    /** How many of this kind were refused; empty if none was. */
    private static Optional<String> refused(List<RemoteImport.Row> rows, String kind, String name) {
        long count = rows.stream()
                .filter(row -> row.kind().equals(kind) && row.isRefused())
                .count();
        return count == 0 ? Optional.empty() : Optional.of(count + " " + name);
    }

    private static InputStream open(Path file) {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new WrongUsageException("--file: " + FailureReason.of(e));
        }
    }

    private static Map<String, Object> result(ProjectImport.Imported imported, boolean kept) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("project", imported.project().toString());
        if (imported.existed()) {
            result.put("result", "exists already, nothing changed");
        } else {
            result.put("result", kept ? "imported" : "would be imported");
        }
        imported.counts().forEach((kind, count) -> result.put(kind + "_rows", count));
        return result;
    }
}
