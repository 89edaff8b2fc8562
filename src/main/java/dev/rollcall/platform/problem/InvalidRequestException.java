package dev.rollcall.platform.problem;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * An invalid request body or parameter: status 400. Names every invalid field. An error may end with a cure, added by
 * {@link #withCure}: {@code detail} and {@code errors} have it, {@code error} does not, as in the published API.
 */
public final class InvalidRequestException extends ProblemException {

    private static final int BAD_REQUEST = 400;
    private static final String SLUG = "invalid-request";
    private static final String JSON = "json validation error: ";
    private static final String CURE = "; ";

    public InvalidRequestException(String error) {
        super(BAD_REQUEST, SLUG, error);
    }

    /** Invalid fields, each with its error: {@code timeout} and {@code is too small}. */
    public InvalidRequestException(Map<String, String> fields) {
        this(JSON + sentence(fields), fields);
    }

    /** One invalid field, with the text that clients of the published API expect. */
    public InvalidRequestException(String error, String field) {
        this(error, Map.of(field, error));
    }

    private InvalidRequestException(String error, Map<String, String> fields) {
        super(BAD_REQUEST, SLUG, withoutCure(error), error, fields);
    }

    /** A field with a list that has an invalid item. */
    public static InvalidRequestException item(String field, String fault) {
        return new InvalidRequestException(
                JSON + "an item in '" + field + "' " + fault, Map.of(field, "an item " + fault));
    }

    /** Invalid query parameters, each with its error. */
    public static InvalidRequestException parameters(Map<String, String> faults) {
        return new InvalidRequestException(sentence(faults), faults);
    }

    /** What is wrong, in the words of the published API, and what would be right. */
    public static String withCure(String fault, String cure) {
        return fault + CURE + cure;
    }

    /** Every field at fault with its cure, in one line for an operator. */
    public String faults() {
        return faults(field -> field);
    }

    /** As above, with other names for the fields. */
    public String faults(UnaryOperator<String> name) {
        return fields().isEmpty()
                ? String.valueOf(getMessage())
                : new TreeMap<>(fields())
                        .entrySet().stream()
                                .map(fault -> name.apply(fault.getKey()) + " " + fault.getValue())
                                .collect(Collectors.joining(", "));
    }

    private static String withoutCure(String text) {
        int cure = text.indexOf(CURE);
        return cure < 0 ? text : text.substring(0, cure);
    }

    private static String sentence(Map<String, String> fields) {
        var first = new TreeMap<>(fields).firstEntry();
        return first.getKey() + " " + first.getValue();
    }
}
