package dev.rollcall.page.check;

import dev.rollcall.check.CheckNotFoundException;
import dev.rollcall.check.CheckView;
import dev.rollcall.check.Checks;
import dev.rollcall.page.PageAddress;
import dev.rollcall.platform.process.PageController;
import dev.rollcall.project.ProjectId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Pauses and deletes the checks that are chosen in the list. */
@PageController
@RequestMapping("/projects/{project}/checks/")
class BulkController {

    /** A response head has 8 kB, and other headers need some of it. */
    private static final int MAX_QUERY_LENGTH = 6_000;

    private final Checks checks;

    BulkController(Checks checks) {
        this.checks = checks;
    }

    @PostMapping("pause")
    String pause(
            @PathVariable UUID project,
            @RequestParam(name = "check", defaultValue = "") List<String> keys,
            ListPageController.Parameters shown) {
        var id = new ProjectId(project);
        List<CheckView> chosen = chosen(id, keys);
        chosen.forEach(check -> checks.pause(id, check.id()));
        return list(id, shown, "paused=" + chosen.size());
    }

    /** Asks first, and deletes once the reader has confirmed. */
    @PostMapping("delete")
    String delete(
            @PathVariable UUID project,
            @RequestParam(name = "check", defaultValue = "") List<String> keys,
            @RequestParam(defaultValue = "false") boolean confirmed,
            ListPageController.Parameters shown,
            Model model) {
        var id = new ProjectId(project);
        List<CheckView> chosen = chosen(id, keys);
        if (!confirmed && !chosen.isEmpty()) {
            model.addAttribute("checks", chosen);
            model.addAttribute("project", project);
            model.addAttribute("address", PageAddress.checks(id));
            model.addAttribute("list", shown.query().address());
            return "page/check/delete";
        }
        chosen.forEach(check -> checks.delete(id, check.id()));
        return list(id, shown, "deleted=" + chosen.size());
    }

    /** A check that somebody else has deleted meanwhile is left out. */
    private List<CheckView> chosen(ProjectId project, List<String> keys) {
        return keys.stream()
                .limit(Listing.PAGE_CHECKS)
                .distinct()
                .flatMap(key -> find(project, key).stream())
                .toList();
    }

    private Optional<CheckView> find(ProjectId project, String key) {
        try {
            return Optional.of(checks.named(project, key));
        } catch (CheckNotFoundException e) {
            return Optional.empty();
        }
    }

    /** Back to the same list. A form can ask for one whose address is too long: that leads to the whole list. */
    private static String list(ProjectId project, ListPageController.Parameters shown, String done) {
        String query = shown.query().address();
        boolean isWhole = query.isEmpty() || query.length() > MAX_QUERY_LENGTH;
        return "redirect:" + PageAddress.checks(project) + (isWhole ? "?" : query + "&") + done;
    }
}
