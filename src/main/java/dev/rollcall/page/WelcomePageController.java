package dev.rollcall.page;

import dev.rollcall.platform.process.PageController;
import org.springframework.web.bind.annotation.GetMapping;

/** The page at the root: what this service is, and where to go from here. */
@PageController
class WelcomePageController {

    @GetMapping("/")
    String show() {
        return "page/welcome";
    }
}
