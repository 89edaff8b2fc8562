package dev.rollcall.check;

import dev.rollcall.project.RowValidator;
import jakarta.validation.Validator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Holds imported definitions of checks to the rules of {@link CheckRequest}. One rule is left out: a schedule may have no
 * run left, because a check whose time is over moves with its project.
 */
@Component
class CheckRowValidator implements RowValidator {

    /** Columns by the components of {@link CheckRequest}. */
    private static final Map<String, String> COLUMNS = Map.ofEntries(
            Map.entry("name", "name"),
            Map.entry("slug", "slug"),
            Map.entry("tags", "tags"),
            Map.entry("desc", "description"),
            Map.entry("timeout", "period_seconds"),
            Map.entry("grace", "grace_seconds"),
            Map.entry("schedule", "cron"),
            Map.entry("tz", "time_zone"),
            Map.entry("methods", "methods"),
            Map.entry("startKw", "start_keywords"),
            Map.entry("successKw", "success_keywords"),
            Map.entry("failureKw", "failure_keywords"));

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
                .forEach(fault -> faults.put(column(fault.getPropertyPath().toString()), fault.getMessage()));
        if (faults.isEmpty()) {
            fields.faults(settings.minPeriod()).forEach((field, fault) -> faults.put(column(field), fault));
        }
        return faults;
    }

    private static CheckRequest fields(JsonNode row) {
        return new CheckRequest(
                text(row, "name"),
                text(row, "slug"),
                text(row, "tags"),
                text(row, "description"),
                number(row, "period_seconds"),
                number(row, "grace_seconds"),
                text(row, "cron"),
                text(row, "time_zone"),
                null,
                text(row, "methods"),
                text(row, "start_keywords"),
                text(row, "success_keywords"),
                text(row, "failure_keywords"),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static @Nullable String text(JsonNode row, String column) {
        return row.hasNonNull(column) ? row.path(column).stringValue() : null;
    }

    private static @Nullable Long number(JsonNode row, String column) {
        return row.hasNonNull(column) ? row.path(column).longValue() : null;
    }

    private static String column(String field) {
        return COLUMNS.getOrDefault(field, field);
    }
}
