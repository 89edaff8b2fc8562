package dev.rollcall.page.project;

import dev.rollcall.account.ProjectRole;
import dev.rollcall.page.PageAddress;
import dev.rollcall.platform.problem.InvalidRequestException;
import dev.rollcall.platform.process.PageController;
import dev.rollcall.project.ProjectId;
import dev.rollcall.project.Projects;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The first page of the settings: what the project has, and its name, which an owner can change. */
@PageController
@RequestMapping("/projects/{project}/settings/")
class GeneralController {

    private final OverviewStore overviews;
    private final Projects projects;

    GeneralController(OverviewStore overviews, Projects projects) {
        this.overviews = overviews;
        this.projects = projects;
    }

    /** @param saved whether the name was changed just now */
    @GetMapping
    String show(
            @PathVariable UUID project,
            @RequestAttribute ProjectRole role,
            @RequestParam(defaultValue = "false") boolean saved,
            Model model) {
        model.addAttribute("saved", saved);
        return page(new ProjectId(project), role, model);
    }

    @PostMapping
    String rename(
            @PathVariable UUID project,
            @RequestAttribute ProjectRole role,
            @RequestParam(defaultValue = "") String name,
            HttpServletResponse response,
            Model model) {
        var id = new ProjectId(project);
        try {
            projects.rename(id, name);
            return "redirect:" + PageAddress.settings(project) + "?saved=true";
        } catch (InvalidRequestException e) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            model.addAttribute("saved", false);
            model.addAttribute("fault", e.fields().get("name"));
            model.addAttribute("written", name);
            return page(id, role, model);
        }
    }

    private String page(ProjectId project, ProjectRole role, Model model) {
        model.addAttribute("project", project.value());
        model.addAttribute("isOwner", role.includes(ProjectRole.OWNER));
        model.addAttribute("overview", overviews.of(project));
        return "page/project/general";
    }
}
