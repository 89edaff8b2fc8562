package dev.rollcall.page.system;

import dev.rollcall.platform.process.PageController;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * The page of the system. Its figures refresh by themselves. The findings take longer, so they come in a separate
 * request.
 */
@PageController
@RequestMapping("/system")
class SystemPageController {

    private final SystemStates states;
    private final CachedFindings findings;

    SystemPageController(SystemStates states, CachedFindings findings) {
        this.states = states;
        this.findings = findings;
    }

    @GetMapping
    String show(Model model) {
        model.addAttribute("state", states.present());
        return "page/system/system";
    }

    @GetMapping("/live")
    String refresh(Model model) {
        model.addAttribute("state", states.present());
        return "page/system/live";
    }

    /** The findings: as a part of the page for its script, and as a page of their own without scripts. */
    @GetMapping("/findings")
    String findings(@RequestHeader(name = "HX-Request", required = false) @Nullable String htmx, Model model) {
        model.addAttribute("findings", findings.recent());
        return htmx == null ? "page/system/findings" : "page/system/findings :: list";
    }
}
