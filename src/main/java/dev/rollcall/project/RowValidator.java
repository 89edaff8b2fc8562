package dev.rollcall.project;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Holds rows of an import to the rules that the API has for the same values. Owned here, where the task is; a bean for
 * each kind of row is kept by the module that knows it.
 */
public interface RowValidator {

    /** The kind of rows, as {@link PortableTable#kind}. */
    String kind();

    /**
     * What is wrong with a row: the column or field, and the fault, as the API words it. Values are not repeated, because
     * they may be secret. Empty for a row that the API would accept.
     */
    Map<String, String> faults(JsonNode row);
}
