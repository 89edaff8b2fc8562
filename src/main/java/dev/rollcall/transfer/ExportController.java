package dev.rollcall.transfer;

import dev.rollcall.platform.process.WebController;
import dev.rollcall.project.Caller;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpMethod;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;

/** Serves the export of a project, as {@code --task=export} writes it. Our extension of the API. */
@WebController
class ExportController {

    private final ExportDownloads downloads;

    ExportController(ExportDownloads downloads) {
        this.downloads = downloads;
    }

    @GetMapping("/api/v3/project/export")
    void export(@AuthenticationPrincipal Caller caller, HttpMethod method, HttpServletResponse response)
            throws IOException {
        downloads.send(caller.project(), method, response);
    }
}
