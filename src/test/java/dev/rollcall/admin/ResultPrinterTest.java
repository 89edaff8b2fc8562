package dev.rollcall.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ResultPrinterTest {

    private static final TaskResult ROWS = TaskResult.rows(
            List.of("id", "name", "keys"),
            List.of(
                    List.of(1, "backups", List.of(Map.of("kind", "ping"), Map.of("kind", "read-only"))),
                    Arrays.asList(22, null, List.of())));

    @Test
    void factsAreTwoColumnsOfText() {
        assertThat(text(facts())).isEqualTo("""
                applied       3
                still_valid   a, b
                longest_name  -
                """);
    }

    @Test
    void factsAreOneObjectOfJson() {
        assertThat(json(facts())).isEqualTo("""
                {"applied":3,"still_valid":["a","b"],"longest_name":null}
                """);
    }

    @Test
    void rowsAreATableWithOneLineForEachPartOfAList() {
        assertThat(text(ROWS)).isEqualTo("""
                ID  NAME     KEYS
                1   backups  ping
                             read-only
                22  -        -
                """);
    }

    @Test
    void aNameCannotBeginALineOrControlTheTerminal() {
        String name = "a\n1   backups\u001b[2J\u202e\u2028";
        String shown = "a\\n1   backups\\u001b[2J\\u202e\\u2028";
        assertThat(text(TaskResult.rows(List.of("name"), List.of(List.of(name)))))
                .isEqualTo("NAME\n" + shown + "\n");
        assertThat(text(TaskResult.rows(List.of("name"), List.of(List.of(List.of(Map.of("kind", name)))))))
                .isEqualTo("NAME\n" + shown + "\n");
        assertThat(text(TaskResult.facts(Map.of("name", name)))).isEqualTo("name  " + shown + "\n");
    }

    @Test
    void rowsAreOneLineOfJsonWithAnArrayOfObjects() {
        assertThat(json(ROWS)).isEqualTo("""
                [{"id":1,"name":"backups","keys":[{"kind":"ping"},{"kind":"read-only"}]},{"id":22,"name":null,"keys":[]}]
                """);
    }

    @Test
    void withoutRowsTheResultIsAHeadingOrAnEmptyArray() {
        TaskResult none = TaskResult.rows(List.of("id", "name"), List.of());
        assertThat(text(none)).isEqualTo("ID  NAME\n");
        assertThat(json(none)).isEqualTo("[]\n");
    }

    @Test
    void aStreamIsWrittenUnchangedInEveryFormat() {
        TaskResult stream = TaskResult.stream(out -> out.write("{}\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(text(stream)).isEqualTo("{}\n");
        assertThat(json(stream)).isEqualTo("{}\n");
    }

    @Test
    void theResultOfAFailedTaskIsStillPrinted() {
        assertThat(text(ROWS.butFailed("one is broken"))).isEqualTo(text(ROWS));
    }

    @Test
    void aResultThatCannotBeWrittenIsAFailure() {
        var closed = new PrintStream(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        });
        assertThatThrownBy(() -> new ResultPrinter(JsonMapper.shared(), closed, false).print(ROWS))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("could not be written");
    }

    private static TaskResult facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("applied", 3);
        facts.put("still_valid", List.of("a", "b"));
        facts.put("longest_name", null);
        return TaskResult.facts(facts);
    }

    private static String text(TaskResult result) {
        return printed(result, false);
    }

    private static String json(TaskResult result) {
        return printed(result, true);
    }

    private static String printed(TaskResult result, boolean asJson) {
        var bytes = new ByteArrayOutputStream();
        new ResultPrinter(JsonMapper.shared(), new PrintStream(bytes, false, StandardCharsets.UTF_8), asJson)
                .print(result);
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
