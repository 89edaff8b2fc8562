package dev.rollcall.transfer;

import dev.rollcall.platform.problem.UnavailableException;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.project.ProjectId;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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

    private final ProjectExport export;
    /**
     * An export occupies a thread and a temporary file until its reader is done, so each process runs one at a time.
     */
    private final Semaphore turns = new Semaphore(1);

    ExportDownloads(ProjectExport export) {
        this.export = export;
    }

    /**
     * Writes the headers, and the file unless only the headers were asked for.
     *
     * @throws UnavailableException if another export is under way
     */
    void send(ProjectId project, HttpMethod method, HttpServletResponse response) throws IOException {
        if (!turns.tryAcquire()) {
            throw new UnavailableException("another export is under way", null);
        }
        try {
            response.setContentType(JSON_LINES);
            response.setHeader(
                    HttpHeaders.CONTENT_DISPOSITION,
                    ContentDisposition.attachment()
                            .filename("rollcall-" + project + ".jsonl")
                            .build()
                            .toString());
            if (!method.equals(HttpMethod.HEAD)) {
                export.write(project, response.getOutputStream());
            }
        } finally {
            turns.release();
        }
    }
}
