package dev.rollcall.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.process.CommandLine;
import dev.rollcall.platform.process.StartupScope;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskCatalogTest {

    @Test
    void everyTaskIsListedByName() {
        assertThat(TaskCatalog.all())
                .extracting(TaskDefinition::name)
                .contains("config", "create-channel", "create-project", "help", "migrate")
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void everyListedTaskExistsAndSaysWhatItDoes() {
        assertThat(TaskCatalog.all()).allSatisfy(task -> {
            assertThat(task.summary()).isNotBlank();
            assertThat(AdminTask.class)
                    .isAssignableFrom(TaskCatalog.typeOf(task.name()).orElseThrow());
        });
    }

    @Test
    void anUnknownTaskListsTheKnownOnes() {
        String known = TaskCatalog.all().stream().map(TaskDefinition::name).collect(Collectors.joining(", "));

        assertThat(faults("--task=migrat")).containsExactly("unknown task 'migrat'; known: " + known);
    }

    @Test
    void withoutATaskThereIsNoFault() {
        assertThat(TaskCatalog.faults(CommandLine.of(List.of("--process=web"), Map.of())))
                .isEmpty();
    }

    @Test
    void aTaskWithAllRequiredOptionsHasNoFault() {
        assertThat(faults("--task=migrate")).isEmpty();
        assertThat(faults("--task=create-project", "--name=backups")).isEmpty();
        assertThat(faults("--task=create-channel", "--project=1", "--kind=log", "--name=the log"))
                .isEmpty();
    }

    @Test
    void eachMissingOptionIsNamed() {
        assertThat(faults("--task=create-channel", "--kind= "))
                .containsExactly("task create-channel needs --project=...", "task create-channel needs --kind=...");
    }

    @Test
    void anUnknownOptionListsTheKnownOnes() {
        assertThat(faults("--task=create-project", "--name=backups", "--nmae=backups"))
                .containsExactly("unknown option --nmae of task create-project; known: --name, --output");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void everyTaskPrintsTextOrJson(String output) {
        assertThat(faults("--task=migrate", "--output=" + output)).isEmpty();
    }

    @Test
    void anUnknownOutputFormatIsAFault() {
        assertThat(faults("--task=migrate", "--output=yaml"))
                .containsExactly("--output must be one of text, json, but is 'yaml'");
    }

    @Test
    void everyFaultOfATaskIsNamedAtOnce() {
        assertThat(faults("--task=create-project", "--title=backups", "--output=xml"))
                .containsExactly(
                        "unknown option --title of task create-project; known: --name, --output",
                        "task create-project needs --name=...",
                        "--output must be one of text, json, but is 'xml'");
    }

    @Test
    void onlyTasksThatDeclareItStartWithLess() {
        assertThat(TaskCatalog.needs(launch("--task=help"))).isEqualTo(StartupScope.NOTHING);
        assertThat(TaskCatalog.needs(launch("--task=migrate"))).isEqualTo(StartupScope.DATABASE);
        assertThat(TaskCatalog.needs(launch("--task=unknown"))).isEqualTo(StartupScope.ENTITIES);
        assertThat(TaskCatalog.needs(launch("--process=web"))).isEqualTo(StartupScope.ENTITIES);
    }

    private static List<String> faults(String... arguments) {
        return TaskCatalog.faults(launch(arguments));
    }

    private static CommandLine launch(String... arguments) {
        return CommandLine.of(List.of(arguments), Map.of());
    }
}
