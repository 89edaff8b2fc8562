package dev.rollcall.platform.problem;

import java.util.Map;
import java.util.TreeMap;

/** An invalid request body or parameter: status 400. Names every invalid field. */
public final class InvalidRequestException extends ProblemException {

    private static final int BAD_REQUEST = 400;
    private static final String SLUG = "invalid-request";

    public InvalidRequestException(String error) {
        super(BAD_REQUEST, SLUG, error);
    }

    /** Invalid fields, each with its error: {@code timeout} and {@code is too small}. */
    public InvalidRequestException(Map<String, String> fields) {
        this("json validation error: " + sentence(fields), fields);
    }

    /** One invalid field, with the text that clients of the published API expect. */
    public InvalidRequestException(String error, String field) {
        this(error, Map.of(field, error));
    }

    private InvalidRequestException(String error, Map<String, String> fields) {
        super(BAD_REQUEST, SLUG, error, fields);
    }

    /** A field with a list that has an invalid item. */
    public static InvalidRequestException item(String field, String fault) {
        return new InvalidRequestException("json validation error: an item in '" + field + "' " + fault, field);
    }

    /** Invalid query parameters, each with its error. */
    public static InvalidRequestException parameters(Map<String, String> faults) {
        return new InvalidRequestException(sentence(faults), faults);
    }

    private static String sentence(Map<String, String> fields) {
        var first = new TreeMap<>(fields).firstEntry();
        return first.getKey() + " " + first.getValue();
    }
}
