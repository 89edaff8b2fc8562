package dev.rollcall.project;

import dev.rollcall.admin.AdminTask;
import dev.rollcall.admin.Task;
import dev.rollcall.admin.TaskOptions;
import dev.rollcall.admin.TaskResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Takes in a project, from standard input or a file, as {@link ExportProject} wrote it in another deploy. */
@Task(
        name = "import",
        summary = "takes in a project that export wrote, all or nothing; --dry-run only says what it would do",
        optional = {"file", "dry-run"})
class ImportProject implements AdminTask {

    private final ProjectImport projectImport;

    ImportProject(ProjectImport projectImport) {
        this.projectImport = projectImport;
    }

    @Override
    public TaskResult run(TaskOptions options) {
        boolean keep = !options.isOn("dry-run");
        try (InputStream in = options.find("file").map(ImportProject::open).orElse(System.in)) {
            return TaskResult.facts(result(projectImport.read(in, keep), keep));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String file) {
        try {
            return Files.newInputStream(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException("--file cannot be read: " + file, e);
        }
    }

    private static Map<String, Object> result(ProjectImport.Imported imported, boolean kept) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("project", imported.project().toString());
        if (imported.there()) {
            result.put("result", "was here already, nothing changed");
        } else {
            result.put("result", kept ? "imported" : "would be imported");
        }
        imported.counts().forEach((kind, count) -> result.put(kind + "_rows", count));
        return result;
    }
}
