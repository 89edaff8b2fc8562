package dev.rollcall.transfer;

import dev.rollcall.platform.problem.UnavailableException;
import dev.rollcall.platform.process.WebController;
import dev.rollcall.project.Caller;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;

/** Serves the export of a project, as {@code --task=export} writes it. Our extension of the API. */
@WebController
class ExportController {

    private static final String JSON_LINES = "application/jsonl";

    private final ProjectExport export;
    /**
     * An export occupies a thread and a temporary file until its reader is done, so each process runs one at a time.
     */
    private final Semaphore turns = new Semaphore(1);

    ExportController(ProjectExport export) {
        this.export = export;
    }

    @GetMapping("/api/v3/project/export")
    void export(@AuthenticationPrincipal Caller caller, HttpMethod method, HttpServletResponse response)
            throws IOException {
        if (!turns.tryAcquire()) {
            throw new UnavailableException("another export is under way", null);
        }
        try {
            response.setContentType(JSON_LINES);
            response.setHeader(
                    HttpHeaders.CONTENT_DISPOSITION,
                    ContentDisposition.attachment()
                            .filename("rollcall-" + caller.project() + ".jsonl")
                            .build()
                            .toString());
            if (!method.equals(HttpMethod.HEAD)) {
                export.write(caller.project(), response.getOutputStream());
            }
        } finally {
            turns.release();
        }
    }
}
