package dev.rollcall.platform.problem;

import java.util.Map;
import java.util.TreeMap;

/** A request body or parameter that cannot be used; names every field at fault. */
public final class InvalidRequestException extends ProblemException {

    private static final int BAD_REQUEST = 400;
    private static final String SLUG = "invalid-request";

    public InvalidRequestException(String error) {
        super(BAD_REQUEST, SLUG, error);
    }

    /** Each field with what is wrong with it: {@code timeout} and {@code is too small}. */
    public InvalidRequestException(Map<String, String> fields) {
        this("json validation error: " + sentence(fields), fields);
    }

    /** One field at fault, where clients of the published API expect a text of its own. */
    public InvalidRequestException(String error, String field) {
        this(error, Map.of(field, error));
    }

    private InvalidRequestException(String error, Map<String, String> fields) {
        super(BAD_REQUEST, SLUG, error, fields);
    }

    /** A field whose value is a list with something in it at fault. */
    public static InvalidRequestException item(String field, String fault) {
        return new InvalidRequestException("json validation error: an item in '" + field + "' " + fault, field);
    }

    /** Each parameter of the address with what is wrong with it. */
    public static InvalidRequestException parameters(Map<String, String> faults) {
        return new InvalidRequestException(sentence(faults), faults);
    }

    private static String sentence(Map<String, String> fields) {
        var first = new TreeMap<>(fields).firstEntry();
        return first.getKey() + " " + first.getValue();
    }
}
