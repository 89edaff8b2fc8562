package dev.rollcall.page.check.choice;

import dev.rollcall.platform.process.PageController;
import dev.rollcall.project.ProjectId;
import java.util.List;
import java.util.UUID;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Offers checks to a form while a person types its filter. */
@PageController
class CheckChoiceController {

    private final CheckChoiceStore choices;

    CheckChoiceController(CheckChoiceStore choices) {
        this.choices = choices;
    }

    /** @param field the name of the field; its values in the query are the chosen checks */
    @GetMapping("/projects/{project}/checks/choices")
    String offer(
            @PathVariable UUID project,
            @RequestParam(defaultValue = "check") String field,
            @RequestParam(defaultValue = "") String except,
            @RequestParam(defaultValue = "") String find,
            @RequestParam MultiValueMap<String, String> query,
            Model model) {
        List<String> chosen = query.getOrDefault(field, List.of());
        model.addAttribute("choices", choices.of(new ProjectId(project), field, except, chosen, find));
        return "page/check/choices :: checks";
    }
}
