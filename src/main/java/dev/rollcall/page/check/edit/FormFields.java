package dev.rollcall.page.check.edit;

import dev.rollcall.check.CheckRequest;
import dev.rollcall.check.CheckRequests;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.page.check.choice.CheckChoiceStore;
import dev.rollcall.page.form.FormRules;
import dev.rollcall.platform.problem.InvalidRequestException;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.project.ProjectId;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Reads a form as the request of the API that would do the same. */
@Component
@WebProcess
class FormFields {

    /** Fields of the API that have another name in the form. */
    private static final Map<String, String> FORM_NAMES = Map.of(
            "timeout", "period",
            "failure_tolerance", "failureTolerance",
            "recovery_tolerance", "recoveryTolerance",
            "max_duration", "maxDuration",
            "min_duration", "minSeconds",
            "depends_on", "parent");

    private final FormRules rules;
    private final CheckChoiceStore choices;

    FormFields(FormRules rules, CheckChoiceStore choices) {
        this.rules = rules;
        this.choices = choices;
    }

    /**
     * The request that this form stands for.
     *
     * @throws InvalidRequestException naming each invalid field as the API does
     */
    CheckRequest read(ProjectId project, CheckForm form) {
        return rules.valid(CheckRequests.of(fields(project, form)));
    }

    /** The request that creates a check. Its alerts go to all channels of the project if the form does not ask. */
    CheckRequest readNew(ProjectId project, CheckForm form) {
        Map<String, Object> fields = fields(project, form);
        fields.putIfAbsent(CheckForm.CHANNELS, "*");
        return rules.valid(CheckRequests.of(fields));
    }

    /** Faults that are named as in the API, by the names of the form. */
    static Map<String, String> byFormField(Map<String, String> faults) {
        Map<String, String> named = new HashMap<>();
        faults.forEach((field, fault) -> named.put(FORM_NAMES.getOrDefault(field, field), fault));
        return named;
    }

    private Map<String, Object> fields(ProjectId project, CheckForm form) {
        Map<String, Object> fields = new HashMap<>(form.fields());
        if (form.asksForParents()) {
            fields.put(
                    "depends_on",
                    choices.ids(project, form.parentKeys()).stream()
                            .map(CheckId::toString)
                            .toList());
        }
        return fields;
    }
}
