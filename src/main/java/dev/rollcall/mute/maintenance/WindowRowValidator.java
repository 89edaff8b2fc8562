package dev.rollcall.mute.maintenance;

import dev.rollcall.project.RowValidator;
import jakarta.validation.Validator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Validates imported maintenance windows by the rules of {@link WindowRequest}. A window that is over is accepted,
 * because it moves with its project. The constraints of the table enforce the rest.
 */
@Component
class WindowRowValidator implements RowValidator {

    /** The columns that have another name than the field. */
    private static final Map<String, String> COLUMNS = Map.of(
            "start", "start_at",
            "end", "end_at",
            "schedule", "cron",
            "tz", "time_zone",
            "duration", "duration_seconds");

    private final Validator validator;

    WindowRowValidator(Validator validator) {
        this.validator = validator;
    }

    @Override
    public String kind() {
        return "maintenance_window";
    }

    @Override
    public Map<String, String> faults(JsonNode row) {
        var fields = new WindowRequest(
                text(row, "name"),
                text(row, "start_at"),
                text(row, "end_at"),
                text(row, "cron"),
                text(row, "time_zone"),
                row.hasNonNull("duration_seconds") ? row.get("duration_seconds").longValue() : null,
                null,
                text(row, "tags"),
                null);
        Map<String, String> faults = new TreeMap<>();
        validator
                .validate(fields)
                .forEach(fault -> faults.put(column(fault.getPropertyPath().toString()), fault.getMessage()));
        fields.faults().forEach((field, fault) -> faults.putIfAbsent(column(field), fault));
        return faults;
    }

    private static @Nullable String text(JsonNode row, String column) {
        return row.hasNonNull(column) ? row.get(column).asString() : null;
    }

    private static String column(String field) {
        return COLUMNS.getOrDefault(field, field);
    }
}
