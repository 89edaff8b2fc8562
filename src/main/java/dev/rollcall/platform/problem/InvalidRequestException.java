package dev.rollcall.platform.problem;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A request body or parameter that cannot be used; names every field at fault. A fault may end in a cure, made by
 * {@link #withCure}: {@code detail} and {@code errors} have it, and {@code error} is without, as the published API.
 */
public final class InvalidRequestException extends ProblemException {

    private static final int BAD_REQUEST = 400;
    private static final String SLUG = "invalid-request";
    private static final String JSON = "json validation error: ";
    private static final String CURE = "; ";

    public InvalidRequestException(String error) {
        super(BAD_REQUEST, SLUG, error);
    }

    /** Each field with what is wrong with it: {@code timeout} and {@code is too small}. */
    public InvalidRequestException(Map<String, String> fields) {
        this(JSON + sentence(fields), fields);
    }

    /** One field at fault, where clients of the published API expect a text of its own. */
    public InvalidRequestException(String error, String field) {
        this(error, Map.of(field, error));
    }

    private InvalidRequestException(String error, Map<String, String> fields) {
        super(BAD_REQUEST, SLUG, withoutCure(error), error, fields);
    }

    /** A field whose value is a list with something in it at fault. */
    public static InvalidRequestException item(String field, String fault) {
        return new InvalidRequestException(
                JSON + "an item in '" + field + "' " + fault, Map.of(field, "an item " + fault));
    }

    /** Each parameter of the address with what is wrong with it. */
    public static InvalidRequestException parameters(Map<String, String> faults) {
        return new InvalidRequestException(sentence(faults), faults);
    }

    /** What is wrong, as the published API words it, and what would be right. */
    public static String withCure(String fault, String cure) {
        return fault + CURE + cure;
    }

    /** Every field at fault with its cure, in one line for an operator. */
    public String faults() {
        return fields().isEmpty()
                ? String.valueOf(getMessage())
                : new TreeMap<>(fields())
                        .entrySet().stream()
                                .map(fault -> fault.getKey() + " " + fault.getValue())
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
