package dev.rollcall.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ShowHelpTest {

    private static final int COLUMNS = 100;

    @Test
    void thePageFitsATerminalAndSaysHowToStart() {
        String page = printed(false);

        assertThat(page.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(COLUMNS));
        assertThat(page)
                .startsWith("usage: java -jar app.jar [--process=web|worker|web,worker]\n")
                .contains("--task=NAME", "--output=text|json", "--help | --version");
    }

    @Test
    void everyTaskIsListedWithItsOptionsAndFlags() {
        String page = printed(false);

        assertThat(TaskCatalog.all()).allSatisfy(task -> assertThat(page).contains("\n  " + task.name()));
        assertThat(page.replaceAll("\\s+", " "))
                .contains("create-channel --project=... --kind=... [--name=...]")
                .contains("import [--file=...] [--from=...] [--api-key=...] [--project=...] [--dry-run] imports");
    }

    @Test
    void aProgramGetsTheSummariesByUsage() {
        assertThat(JsonMapper.shared()
                        .readTree(printed(true))
                        .get("create-project --name=...")
                        .asString())
                .startsWith("creates a project");
    }

    private static String printed(boolean asJson) {
        var bytes = new ByteArrayOutputStream();
        new ResultPrinter(JsonMapper.shared(), new PrintStream(bytes, true, StandardCharsets.UTF_8), asJson)
                .print(new ShowHelp().run(new TaskOptions(Map.of())));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
