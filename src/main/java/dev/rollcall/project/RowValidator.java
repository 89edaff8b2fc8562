package dev.rollcall.project;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Checks rows of an import by the rules of the API for the same values. Each module declares a bean for each of its
 * kinds of rows.
 */
public interface RowValidator {

    /** The kind of row, as in {@link PortableTable#kind}. */
    String kind();

    /**
     * Returns the faults of a row: from the column or field to the fault in the words of the API. The texts do not
     * repeat values, because these may be secret. Empty if the API would accept the row.
     */
    Map<String, String> faults(JsonNode row);
}
