package dev.rollcall.badge;

import dev.rollcall.platform.process.PageController;
import dev.rollcall.project.ProjectId;
import java.util.UUID;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The badges of a project, to be copied. */
@PageController
class BadgePageController {

    private final BadgePages pages;

    BadgePageController(BadgePages pages) {
        this.pages = pages;
    }

    /**
     * @param late whether the badges have a third state for late checks
     * @param q what the names must contain
     */
    @GetMapping("/projects/{project}/settings/badges/")
    String show(
            @PathVariable UUID project,
            @RequestParam(defaultValue = "true") boolean late,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        model.addAttribute("project", project);
        model.addAttribute("badges", pages.of(new ProjectId(project), late, q, page));
        return "page/badge/badges";
    }
}
