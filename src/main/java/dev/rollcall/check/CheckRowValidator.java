package dev.rollcall.check;

import dev.rollcall.project.RowValidator;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Validates imported checks by the rules of {@link CheckRequest}, except one: a schedule may have no run left, because
 * a check moves with its project even after its last run.
 */
@Component
class CheckRowValidator implements RowValidator {

    /** The columns that have another name than the field of the published API. Durations end in {@code _seconds}. */
    private static final Map<String, String> COLUMNS = Map.of(
            "desc", "description",
            "timeout", "period_seconds",
            "schedule", "cron",
            "tz", "time_zone",
            "start_kw", "start_keywords",
            "success_kw", "success_keywords",
            "failure_kw", "failure_keywords");

    private final Validator validator;
    private final CheckSettings settings;

    CheckRowValidator(Validator validator, CheckSettings settings) {
        this.validator = validator;
        this.settings = settings;
    }

    @Override
    public String kind() {
        return "check";
    }

    @Override
    public Map<String, String> faults(JsonNode row) {
        CheckRequest fields = fields(row);
        Map<String, String> faults = new TreeMap<>();
        validator
                .validate(fields)
                .forEach(fault -> faults.put(column(field(fault.getPropertyPath()), row), fault.getMessage()));
        if (faults.isEmpty()) {
            fields.faults(settings.minPeriod()).forEach((field, fault) -> faults.put(column(field, row), fault));
        }
        return faults;
    }

    private static CheckRequest fields(JsonNode row) {
        Map<String, JsonNode> fields = new HashMap<>();
        for (String field : CheckRequests.STORED) {
            if (row.hasNonNull(column(field, row))) {
                fields.put(field, row.path(column(field, row)));
            }
        }
        return CheckRequests.of(fields);
    }

    private static String field(Path property) {
        return JdbcUtils.convertPropertyNameToUnderscoreName(property.toString());
    }

    private static String column(String field, JsonNode row) {
        String seconds = field + "_seconds";
        return row.has(seconds) ? seconds : COLUMNS.getOrDefault(field, field);
    }
}
