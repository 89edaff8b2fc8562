package dev.rollcall.page;

import dev.rollcall.platform.page.PageFrame;
import dev.rollcall.platform.page.Reader;
import dev.rollcall.platform.process.PageController;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;

/**
 * The page at the root, for strangers: what this service is. A person who is signed in is redirected to their projects.
 */
@PageController
class WelcomePageController {

    private static final String PROJECTS = "/projects/";

    @GetMapping("/")
    String show(@RequestAttribute PageFrame frame) {
        Reader reader = frame.reader();
        if (reader == null) {
            return "page/welcome";
        }
        return reader.projects().size() == 1
                ? "redirect:" + PageAddress.checks(reader.projects().get(0).id())
                : "redirect:" + PROJECTS;
    }

    @GetMapping(PROJECTS)
    String projects() {
        return "page/projects";
    }
}
