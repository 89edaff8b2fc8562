package dev.rollcall.page.check.edit;

import dev.rollcall.check.CheckRequest;
import dev.rollcall.check.CheckRequests;
import dev.rollcall.platform.problem.InvalidRequestException;
import dev.rollcall.platform.process.WebProcess;
import jakarta.validation.Validator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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
            "max_duration", "maxMinutes",
            "min_duration", "minSeconds");

    private final Validator validator;

    FormFields(Validator validator) {
        this.validator = validator;
    }

    /**
     * The request that this form stands for.
     *
     * @throws InvalidRequestException naming each invalid field as the API does
     */
    CheckRequest read(CheckForm form) {
        return valid(CheckRequests.of(form.fields()));
    }

    /** The request that makes a new check. Its alerts go to all channels of the project if the form does not ask. */
    CheckRequest readNew(CheckForm form) {
        Map<String, Object> fields = new HashMap<>(form.fields());
        fields.putIfAbsent(CheckForm.CHANNELS, "*");
        return valid(CheckRequests.of(fields));
    }

    /** Faults that are named as in the API, by the names of the form. */
    static Map<String, String> byFormField(Map<String, String> faults) {
        Map<String, String> named = new HashMap<>();
        faults.forEach((field, fault) -> named.put(FORM_NAMES.getOrDefault(field, field), fault));
        return named;
    }

    private CheckRequest valid(CheckRequest request) {
        Map<String, String> faults = new TreeMap<>();
        validator
                .validate(request)
                .forEach(fault -> faults.put(snakeCase(fault.getPropertyPath().toString()), fault.getMessage()));
        if (!faults.isEmpty()) {
            throw new InvalidRequestException(faults);
        }
        return request;
    }

    private static String snakeCase(String path) {
        return path.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
