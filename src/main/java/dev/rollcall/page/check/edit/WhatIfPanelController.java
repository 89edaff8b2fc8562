package dev.rollcall.page.check.edit;

import dev.rollcall.check.Checks;
import dev.rollcall.page.PageAddress;
import dev.rollcall.platform.process.PageController;
import dev.rollcall.project.ProjectId;
import java.util.UUID;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Shows what a check would have reported, while a person fills in its form. */
@PageController
class WhatIfPanelController {

    private final Checks checks;
    private final WhatIfPanels panels;

    WhatIfPanelController(Checks checks, WhatIfPanels panels) {
        this.checks = checks;
        this.panels = panels;
    }

    @GetMapping("/projects/{project}/checks/{key:[0-9a-f]+}/edit/what-if")
    String ask(@PathVariable UUID project, @PathVariable String key, CheckForm form, Model model) {
        model.addAttribute(
                "whatIf",
                panels.of(checks.named(new ProjectId(project), key), form).orElse(null));
        model.addAttribute("address", PageAddress.check(project, key));
        return "page/check/what-if :: answer";
    }
}
