package dev.rollcall.transfer;

import static testing.Fuzzed.require;

import java.io.ByteArrayInputStream;
import java.util.List;
import testing.Fuzzed;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads any bytes as an export. They are refused in one line that does not repeat a row, or they have exactly the rows
 * that the last line counts. Each value of a row is compared with each type of column.
 */
public final class ExportFuzz {

    private static final int MAX_MESSAGE_LENGTH = 300;
    private static final List<String> TYPES = List.of(
            "uuid", "text", "boolean", "bigint", "integer", "smallint", "bytea", "text[]", "timestamp with time zone");

    private ExportFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        var reader = new ExportReader(JsonMapper.shared(), new ByteArrayInputStream(input));
        long rows = 0;
        try {
            reader.header();
            while (reader.nextRow() != null) {
                rows++;
                reader.row()
                        .properties()
                        .forEach(value -> TYPES.forEach(type -> ColumnTypes.fault(type, value.getValue())));
            }
        } catch (ImportException e) {
            String message = String.valueOf(e.getMessage());
            require(message.length() <= MAX_MESSAGE_LENGTH, "a message without end");
            require(message.chars().noneMatch(Character::isISOControl), "a message of more than one line");
            return;
        }
        require(
                rows
                        == reader.counts().values().stream()
                                .mapToLong(count -> count)
                                .sum(),
                "another number of rows than counted");
        require(Fuzzed.text(input).contains("\"end\""), "no end");
    }
}
