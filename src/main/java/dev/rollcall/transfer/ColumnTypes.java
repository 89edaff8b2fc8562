package dev.rollcall.transfer;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The JSON values that Postgres writes for a column, by the column's type. An import accepts only these: Postgres
 * itself would also read {@code infinity} as a time and texts as numbers, and its error messages repeat the value.
 */
final class ColumnTypes {

    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern HEXADECIMAL = Pattern.compile("\\\\x([0-9a-fA-F]{2})*+");
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59Z");
    private static final String NOT_A_NUMBER = "is not a whole number, or out of range";

    /** By the Postgres name of the type. A type that is not listed accepts every value. */
    private static final Map<String, Rule> RULES = Map.of(
            "uuid", new Rule(value -> matches(value, UUID), "is not a UUID"),
            "text", new Rule(ColumnTypes::isText, "is not a string, or contains a null character"),
            "boolean", new Rule(JsonNode::isBoolean, "is not a boolean"),
            "bigint", new Rule(value -> value.isIntegralNumber() && value.canConvertToLong(), NOT_A_NUMBER),
            "integer", new Rule(value -> value.isIntegralNumber() && value.canConvertToInt(), NOT_A_NUMBER),
            "smallint", new Rule(ColumnTypes::isSmall, NOT_A_NUMBER),
            "bytea", new Rule(value -> matches(value, HEXADECIMAL), "is not hexadecimal"),
            "text[]", new Rule(ColumnTypes::isTextList, "is not a list of strings"),
            "timestamp with time zone", new Rule(ColumnTypes::isTime, "is not a time, or out of range"));

    private ColumnTypes() {}

    /** The fault of the value for a column of this type, or null. */
    static @Nullable String fault(@Nullable String type, JsonNode value) {
        // The database handles null: it knows the required columns and names them.
        Rule rule = type == null || value.isNull() ? null : RULES.get(type);
        return rule == null || rule.fits.test(value) ? null : rule.fault;
    }

    private static boolean matches(JsonNode value, Pattern pattern) {
        return value.isString() && pattern.matcher(value.stringValue()).matches();
    }

    private static boolean isText(JsonNode value) {
        return value.isString() && value.stringValue().indexOf('\0') < 0;
    }

    private static boolean isTextList(JsonNode value) {
        return value.isArray() && value.valueStream().allMatch(ColumnTypes::isText);
    }

    private static boolean isSmall(JsonNode value) {
        return value.isIntegralNumber() && value.canConvertToInt() && value.intValue() == (short) value.intValue();
    }

    /** From 1970 to the year 9999; deadlines lie in the future. */
    private static boolean isTime(JsonNode value) {
        try {
            Instant time = OffsetDateTime.parse(value.asString("")).toInstant();
            return !time.isBefore(Instant.EPOCH) && time.isBefore(END_OF_TIME);
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static final class Rule {

        private final Predicate<JsonNode> fits;
        private final String fault;

        Rule(Predicate<JsonNode> fits, String fault) {
            this.fits = fits;
            this.fault = fault;
        }
    }
}
