package dev.rollcall.transfer;

import dev.rollcall.admin.AdminTask;
import dev.rollcall.admin.TaskDefinition;
import dev.rollcall.admin.TaskOptions;
import dev.rollcall.admin.TaskResult;
import dev.rollcall.admin.WrongUsageException;
import dev.rollcall.project.ProjectId;
import dev.rollcall.project.Projects;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a project to standard output or a file, for {@link ImportProject} in another deploy. */
@TaskDefinition(
        name = "export",
        summary = "writes a project, its checks, channels, pings and secrets, for import into another deploy",
        required = "project",
        optional = "file")
class ExportProject implements AdminTask {

    private static final Logger log = LoggerFactory.getLogger(ExportProject.class);

    private final Projects projects;
    private final ProjectExport export;

    ExportProject(Projects projects, ProjectExport export) {
        this.projects = projects;
        this.export = export;
    }

    @Override
    public TaskResult run(TaskOptions options) {
        var project = new ProjectId(options.requiredId("project"));
        if (!projects.exists(project)) {
            throw new WrongUsageException("--project names no project: " + project);
        }
        log.atWarn()
                .addKeyValue("event", "export.secret")
                .log(
                        "an export contains signing secrets, channel addresses and digests of keys: keep it as safe as those");
        return FileOption.of(options)
                .map(file -> TaskResult.facts(toFile(project, file)))
                .orElseGet(() -> TaskResult.stream(out -> export.write(project, out)));
    }

    /** Writes to a {@code .part} file, and renames it once it is complete. */
    private Map<String, Object> toFile(ProjectId project, Path file) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.deleteIfExists(part);
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("project", project.toString());
            result.put("file", file.toString());
            try (OutputStream out = Files.newOutputStream(ownersOnly(part))) {
                export.write(project, out).forEach((kind, count) -> result.put(kind + "_rows", count));
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            return result;
        } catch (NoSuchFileException e) {
            throw new WrongUsageException("--file: the directory of '" + file + "' does not exist");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path ownersOnly(Path file) throws IOException {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : Files.createFile(file);
    }
}
