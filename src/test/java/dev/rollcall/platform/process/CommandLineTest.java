package dev.rollcall.platform.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    @Test
    void withoutArgumentsAndVariablesTheProcessIsWeb() {
        CommandLine launch = launch(Map.of());

        assertThat(launch.faults()).isEmpty();
        assertThat(launch.processes()).containsExactly(ProcessType.WEB);
        assertThat(launch.isTask()).isFalse();
        assertThat(launch.label()).isEqualTo("web");
    }

    @Test
    void anArgumentChoosesTheProcess() {
        CommandLine launch = launch(Map.of(), "--process=worker");

        assertThat(launch.faults()).isEmpty();
        assertThat(launch.processes()).containsExactly(ProcessType.WORKER);
        assertThat(launch.label()).isEqualTo("worker");
    }

    @Test
    void aVariableChoosesTheProcess() {
        CommandLine launch = launch(Map.of("PROCESS", "worker"));

        assertThat(launch.faults()).isEmpty();
        assertThat(launch.processes()).containsExactly(ProcessType.WORKER);
    }

    @Test
    void anArgumentChoosesTheTask() {
        CommandLine launch = launch(Map.of(), "--task=migrate");

        assertThat(launch.faults()).isEmpty();
        assertThat(launch.task()).isEqualTo("migrate");
        assertThat(launch.isTask()).isTrue();
        assertThat(launch.processes()).isEmpty();
        assertThat(launch.label()).isEqualTo("task");
    }

    @Test
    void aVariableChoosesTheTask() {
        CommandLine launch = launch(Map.of("TASK", "migrate"));

        assertThat(launch.faults()).isEmpty();
        assertThat(launch.task()).isEqualTo("migrate");
    }

    @Test
    void anArgumentWinsOverTheVariableOfItsKind() {
        assertThat(launch(Map.of("PROCESS", "worker"), "--process=web").processes())
                .containsExactly(ProcessType.WEB);
        assertThat(launch(Map.of("TASK", "migrate"), "--task=help").task()).isEqualTo("help");
    }

    @Test
    void aTaskAsArgumentWinsOverAProcessAsVariable() {
        CommandLine launch = launch(Map.of("PROCESS", "worker"), "--task=migrate");

        assertThat(launch.faults()).isEmpty();
        assertThat(launch.task()).isEqualTo("migrate");
        assertThat(launch.processes()).isEmpty();
    }

    @Test
    void aProcessAsArgumentWinsOverATaskAsVariable() {
        CommandLine launch = launch(Map.of("TASK", "migrate"), "--process=worker");

        assertThat(launch.faults()).isEmpty();
        assertThat(launch.task()).isNull();
        assertThat(launch.processes()).containsExactly(ProcessType.WORKER);
    }

    @Test
    void aProcessAndATaskTogetherAreAFault() {
        String fault = "a process (worker) and a task (migrate) were asked for: choose one";

        assertThat(launch(Map.of(), "--process=worker", "--task=migrate").faults())
                .containsExactly(fault);
        assertThat(launch(Map.of("PROCESS", "worker", "TASK", "migrate")).faults())
                .containsExactly(fault);
    }

    @Test
    void anUnknownProcessListsTheKnownOnes() {
        assertThat(launch(Map.of(), "--process=wroker").faults())
                .containsExactly("unknown process 'wroker'; known: web, worker");
    }

    @Test
    void webAndWorkerRunTogetherWhenSeparatedByAComma() {
        CommandLine launch = launch(Map.of(), "--process=worker,web");

        assertThat(launch.faults()).isEmpty();
        assertThat(launch.processes()).containsExactlyInAnyOrder(ProcessType.WEB, ProcessType.WORKER);
        assertThat(launch.label()).isEqualTo("web,worker");
    }

    @Test
    void eachUnknownProcessOfAListIsNamed() {
        assertThat(launch(Map.of(), "--process=web,clock,").faults())
                .containsExactly(
                        "unknown process 'clock'; known: web, worker", "unknown process ''; known: web, worker");
    }

    @Test
    void aFlagWithoutAValueIsOn() {
        assertThat(launch(Map.of(), "--task=migrate", "--verbose").options()).isEqualTo(Map.of("verbose", "true"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "help", "--task help", "--task=migrate --help", "-h --process=clock --x=1"})
    void aRequestForHelpHasPrecedenceOverOtherArguments(String arguments) {
        CommandLine launch = launch(Map.of("PROCESS", "worker"), arguments.split(" "));

        assertThat(launch.faults()).isEmpty();
        assertThat(launch.task()).isEqualTo("help");
        assertThat(launch.options()).isEmpty();
    }

    @Test
    void theVersionOptionIsATask() {
        assertThat(launch(Map.of(), "--version").task()).isEqualTo("version");
    }

    @Test
    void aProcessOrTaskMayBeTheNextArgument() {
        CommandLine launch = launch(Map.of(), "--task", "create-project", "--name=backups");

        assertThat(launch.faults()).isEmpty();
        assertThat(launch.task()).isEqualTo("create-project");
        assertThat(launch.options()).isEqualTo(Map.of("name", "backups"));
        assertThat(launch(Map.of(), "--process", "worker").processes()).containsExactly(ProcessType.WORKER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"worker", "-process=worker", "process=worker", "--", "--=worker", ""})
    void anArgumentInAnotherFormIsAFault(String argument) {
        assertThat(launch(Map.of(), argument).faults())
                .containsExactly("argument '" + argument + "' is not of the form --name=value");
    }

    @Test
    void anArgumentGivenTwiceIsAFault() {
        assertThat(launch(Map.of(), "--process=web", "--process=worker").faults())
                .containsExactly("argument --process is given twice");
    }

    @Test
    void anUnknownArgumentOfAProcessIsAFault() {
        assertThat(launch(Map.of(), "--process=web", "--server.port=80").faults())
                .containsExactly("unknown argument --server.port");
    }

    @Test
    void aTaskGetsItsOptionsByNameAndNoOther() {
        CommandLine launch = launch(Map.of(), "--name=a = b", "--task=create-project", "--output=json", "--empty=");

        assertThat(launch.faults()).isEmpty();
        assertThat(launch.options()).isEqualTo(Map.of("name", "a = b", "output", "json", "empty", ""));
    }

    @Test
    void aTaskChosenByVariableTakesItsOptionsFromTheArguments() {
        CommandLine launch = launch(Map.of("TASK", "create-project"), "--name=backups");

        assertThat(launch.faults()).isEmpty();
        assertThat(launch.options()).isEqualTo(Map.of("name", "backups"));
    }

    @Test
    void aBlankVariableCountsAsNotSet() {
        CommandLine launch = launch(Map.of("PROCESS", " ", "TASK", ""));

        assertThat(launch.faults()).isEmpty();
        assertThat(launch.processes()).containsExactly(ProcessType.WEB);
        assertThat(launch(Map.of("PROCESS", "", "TASK", "migrate")).task()).isEqualTo("migrate");
    }

    @Test
    void everyFaultIsNamedAtOnce() {
        assertThat(launch(Map.of(), "--process=clock", "worker", "--port=80").faults())
                .containsExactly(
                        "argument 'worker' is not of the form --name=value",
                        "unknown argument --port",
                        "unknown process 'clock'; known: web, worker");
    }

    private static CommandLine launch(Map<String, String> variables, String... arguments) {
        return CommandLine.of(List.of(arguments), variables);
    }
}
