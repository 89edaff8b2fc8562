package dev.rollcall.admin;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/**
 * The result of a task. {@link ResultPrinter} prints it, as text or JSON, in the same way for every task.
 *
 * <p>Names of facts and columns are written as in JSON, {@code created_at}.
 */
public sealed interface TaskResult {

    /** Facts about one thing: two columns of text, or one JSON object. */
    static TaskResult facts(Map<String, ?> facts) {
        return new Facts(facts);
    }

    /**
     * Several things of one kind: a table with a heading, or a JSON array of objects. Each row has one value per
     * column.
     */
    static TaskResult rows(List<String> columns, List<? extends List<?>> rows) {
        return new Rows(columns, rows);
    }

    /** A result too large for memory, in its own format, written while it is read. */
    static TaskResult stream(Stream stream) {
        return new Streamed(stream);
    }

    /** A page of text for a person; a program gets the same as data. */
    static TaskResult page(String text, TaskResult data) {
        return new Page(text, data);
    }

    /** The same result for a task that failed: it is printed, and the exit status is 1. */
    default TaskResult butFailed(String reason) {
        return new Failed(this, reason);
    }

    /** Writes a result. */
    @FunctionalInterface
    interface Stream {
        void writeTo(OutputStream out) throws IOException;
    }

    /** See {@link #facts}. */
    record Facts(Map<String, ?> facts) implements TaskResult {}

    /** See {@link #rows}. */
    record Rows(List<String> columns, List<? extends List<?>> rows) implements TaskResult {}

    /** See {@link #stream}. */
    record Streamed(Stream stream) implements TaskResult {}

    /** See {@link #page}. */
    record Page(String text, TaskResult data) implements TaskResult {}

    /** See {@link #butFailed}. */
    record Failed(TaskResult result, String reason) implements TaskResult {}
}
