package dev.rollcall.transfer;

import dev.rollcall.platform.process.PageController;
import dev.rollcall.project.ProjectId;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.springframework.http.HttpMethod;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** Shows how to move a project to another deploy: its export as a file, and the tasks that import it. */
@PageController
@RequestMapping("/projects/{project}/settings/transfer/")
class TransferPageController {

    private final ExportDownloads downloads;

    TransferPageController(ExportDownloads downloads) {
        this.downloads = downloads;
    }

    @GetMapping
    String show(@PathVariable UUID project, Model model) {
        model.addAttribute("project", project);
        return "page/transfer/transfer";
    }

    @GetMapping("export")
    void export(@PathVariable UUID project, HttpMethod method, HttpServletResponse response) throws IOException {
        downloads.send(new ProjectId(project), method, response);
    }
}
