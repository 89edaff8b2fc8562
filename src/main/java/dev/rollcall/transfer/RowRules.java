package dev.rollcall.transfer;

import dev.rollcall.project.PortableTable;
import dev.rollcall.project.RowValidator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Validates each row of an import by the types of its columns and by the {@link RowValidator} of its kind. */
@Component
class RowRules {

    private final PortableRowStore rows;
    private final Map<String, RowValidator> validators;
    private final Map<String, Map<String, String>> types = new ConcurrentHashMap<>();

    RowRules(PortableRowStore rows, List<RowValidator> validators) {
        this.rows = rows;
        this.validators = validators.stream().collect(Collectors.toMap(RowValidator::kind, Function.identity()));
    }

    /**
     * Refuses a row that the API would refuse.
     *
     * @throws ImportException naming the line and each invalid column or field
     */
    void refuseFaults(PortableTable table, long line, JsonNode row) {
        Map<String, String> faults = new TreeMap<>();
        Map<String, String> columns = types.computeIfAbsent(table.kind(), kind -> rows.types(table));
        row.properties().forEach(value -> {
            String fault = ColumnTypes.fault(columns.get(value.getKey()), value.getValue());
            if (fault != null) {
                faults.put(value.getKey(), fault);
            }
        });
        RowValidator validator = validators.get(table.kind());
        if (faults.isEmpty() && validator != null) {
            faults.putAll(validator.faults(row));
        }
        if (!faults.isEmpty()) {
            String all = faults.entrySet().stream()
                    .map(fault -> fault.getKey() + " " + fault.getValue())
                    .collect(Collectors.joining(", "));
            throw ImportException.at(line, "has a " + table.kind() + " that cannot be imported: " + all);
        }
    }
}
