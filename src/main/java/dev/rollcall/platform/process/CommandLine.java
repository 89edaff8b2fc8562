package dev.rollcall.platform.process;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What this start of the jar runs: long-running processes, or one task with its options.
 *
 * <p>It is chosen by an argument ({@code --process=worker}, {@code --task=migrate}) or by a variable ({@code PROCESS},
 * {@code TASK}), because some platforms can pass only one of them. An argument wins over a variable.
 *
 * @param processes what to run until stopped; empty for a task
 * @param task the task to run once, or null
 * @param options the task's own options by name, without the leading dashes
 * @param faults what is wrong with the arguments and variables; empty when the start can continue
 */
public record CommandLine(
        Set<ProcessType> processes, @Nullable String task, Map<String, String> options, List<String> faults) {

    /** Property of the Spring environment: whether this process is of the type web. */
    public static final String WEB = "rollcall.web";

    /** Property of the Spring environment: whether this process is of the type worker. */
    public static final String WORKER = "rollcall.worker";

    /** Property of the Spring environment: whether this process may connect to the database. */
    public static final String DATABASE = "rollcall.database";

    /** Property of the Spring environment: the process type as log lines name it. */
    public static final String PROCESS = "rollcall.process";

    /** Property of the Spring environment: the release as log lines name it. */
    public static final String RELEASE = "rollcall.release";

    /** Variables that are not settings: they choose what to run, not how it behaves. */
    public static final List<String> VARIABLES = List.of("PROCESS", "TASK");

    /** Their value may be the next argument. For a task's options a bare name is a flag. */
    private static final Set<String> TAKES_NEXT = Set.of("--process", "--task");

    /** Reads the arguments and variables. Reports errors in {@link #faults}. */
    public static CommandLine of(List<String> arguments, Map<String, String> variables) {
        List<String> faults = new ArrayList<>();
        Optional<String> question = question(arguments);
        if (question.isPresent()) {
            return new CommandLine(Set.of(), question.get(), Map.of(), faults);
        }
        Map<String, String> options = options(joined(arguments), faults);
        String process = options.remove("process");
        String task = options.remove("task");
        if (process == null && task == null) {
            process = blankToNull(variables.get("PROCESS"));
            task = blankToNull(variables.get("TASK"));
        }
        if (process != null && task != null) {
            faults.add("a process (" + process + ") and a task (" + task + ") were asked for: choose one");
        }
        if (task != null) {
            return new CommandLine(Set.of(), task, options, faults);
        }
        options.keySet().forEach(name -> faults.add("unknown argument --" + name));
        return new CommandLine(
                processes(process == null ? ProcessType.WEB.label() : process, faults), null, Map.of(), faults);
    }

    public boolean isTask() {
        return task != null;
    }

    /** This process as log lines name it: {@code web}, {@code web,worker} or {@code task}. */
    public String label() {
        if (isTask()) {
            return "task";
        }
        return processes.isEmpty()
                ? "unknown"
                : processes.stream().map(ProcessType::label).collect(Collectors.joining(","));
    }

    /**
     * The task that answers what people ask of any program: {@code --help}, {@code -h}, {@code help},
     * {@code --version}.
     */
    private static Optional<String> question(List<String> arguments) {
        if (arguments.contains("--help") || arguments.contains("-h") || arguments.equals(List.of("help"))) {
            return Optional.of("help");
        }
        return arguments.equals(List.of("--version")) ? Optional.of("version") : Optional.empty();
    }

    /** {@code --task help} as {@code --task=help}, and the same for {@code --process}. */
    private static List<String> joined(List<String> arguments) {
        List<String> joined = new ArrayList<>();
        for (String argument : arguments) {
            int last = joined.size() - 1;
            boolean isValue = last >= 0 && TAKES_NEXT.contains(joined.get(last)) && !argument.startsWith("-");
            if (isValue) {
                joined.set(last, joined.get(last) + "=" + argument);
            } else {
                joined.add(argument);
            }
        }
        return joined;
    }

    private static Map<String, String> options(List<String> arguments, List<String> faults) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (!argument.startsWith("--") || equals == 2 || argument.length() == 2) {
                faults.add("argument '" + argument + "' is not of the form --name=value");
                continue;
            }
            String name = argument.substring(2, equals < 0 ? argument.length() : equals);
            // An option without a value is a flag that is set.
            String value = equals < 0 ? "true" : argument.substring(equals + 1);
            if (options.put(name, value) != null) {
                faults.add("argument --" + name + " is given twice");
            }
        }
        return options;
    }

    private static Set<ProcessType> processes(String labels, List<String> faults) {
        Set<ProcessType> types = EnumSet.noneOf(ProcessType.class);
        for (String label : labels.split(",", -1)) {
            ProcessType.of(label)
                    .ifPresentOrElse(
                            types::add,
                            () -> faults.add("unknown process '" + label + "'; known: " + ProcessType.known()));
        }
        return types;
    }

    private static @Nullable String blankToNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }
}
