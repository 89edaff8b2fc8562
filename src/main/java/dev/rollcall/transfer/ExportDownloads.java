package dev.rollcall.transfer;

import dev.rollcall.platform.problem.UnavailableException;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.project.ProjectId;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;

/** Sends the export of a project as a file, for the API and for the page. */
@Component
@WebProcess
class ExportDownloads {

    private static final String JSON_LINES = "application/jsonl";

    /** Each occupies a thread and a temporary file until its reader is done. */
    static final int MAX_SENT = 16;

    private final ProjectExport export;

    /** Only one is read from the database at a time. A slow reader cannot prolong this. */
    private final Semaphore copying = new Semaphore(1);

    /** Projects whose export is under way. Each may have one, so a slow reader keeps only its own project waiting. */
    private final Set<ProjectId> projects = ConcurrentHashMap.newKeySet();

    ExportDownloads(ProjectExport export) {
        this.export = export;
    }

    /**
     * Writes the headers, and the file unless only the headers were asked for.
     *
     * @throws UnavailableException if another export of the project is under way, another one is being read from the
     *     database, or too many are being sent
     */
    void send(ProjectId project, HttpMethod method, HttpServletResponse response) throws IOException {
        if (method.equals(HttpMethod.HEAD)) {
            describe(project, response);
            return;
        }
        if (!projects.add(project)) {
            throw UnavailableException.busy("another export of the project is under way");
        }
        try (ProjectExport.Copy copy = copy(project)) {
            describe(project, response);
            copy.sendTo(response.getOutputStream());
        } finally {
            projects.remove(project);
        }
    }

    private ProjectExport.Copy copy(ProjectId project) throws IOException {
        if (projects.size() > MAX_SENT || !copying.tryAcquire()) {
            throw UnavailableException.busy("other exports are under way");
        }
        try {
            return export.copy(project);
        } finally {
            copying.release();
        }
    }

    private static void describe(ProjectId project, HttpServletResponse response) {
        response.setContentType(JSON_LINES);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename("rollcall-" + project + ".jsonl")
                        .build()
                        .toString());
    }
}
