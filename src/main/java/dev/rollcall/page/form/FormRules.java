package dev.rollcall.page.form;

import dev.rollcall.platform.problem.InvalidRequestException;
import dev.rollcall.platform.process.WebProcess;
import jakarta.validation.Validator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Applies the rules of the API to the request that a form sends. */
@Component
@WebProcess
public class FormRules {

    private final Validator validator;

    FormRules(Validator validator) {
        this.validator = validator;
    }

    /**
     * The request, if it is valid.
     *
     * @throws InvalidRequestException naming each invalid field as the API does
     */
    public <T> T valid(T request) {
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
