package dev.rollcall.admin;

import dev.rollcall.platform.config.ClassPathTypes;
import dev.rollcall.platform.process.CommandLine;
import dev.rollcall.platform.process.StartupScope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.BeanUtils;

/**
 * The tasks in this jar. They are found by {@link TaskDefinition}, without creating any, so an unknown name is refused
 * before anything else.
 */
public final class TaskCatalog {

    private static final String OUTPUT = "output";
    private static final List<String> OUTPUTS = List.of("text", "json");

    private TaskCatalog() {}

    /** Every task, by name. */
    static List<TaskDefinition> all() {
        return classes()
                .map(type -> Objects.requireNonNull(type.getAnnotation(TaskDefinition.class)))
                .sorted(Comparator.comparing(TaskDefinition::name))
                .toList();
    }

    static Optional<Class<?>> typeOf(String name) {
        return classes()
                .filter(type -> Objects.requireNonNull(type.getAnnotation(TaskDefinition.class))
                        .name()
                        .equals(name))
                .findFirst();
    }

    /** What this start needs: everything, unless it runs a task that declares less. */
    public static StartupScope needs(CommandLine launch) {
        return find(launch).map(TaskDefinition::needs).orElse(StartupScope.ENTITIES);
    }

    /** What is wrong with the task and its options. Empty if nothing is wrong, or if this start runs no task. */
    public static List<String> faults(CommandLine launch) {
        if (launch.task() == null) {
            return List.of();
        }
        return find(launch)
                .map(task -> optionFaults(task, launch.options()))
                .orElseGet(() -> List.of("unknown task '" + launch.task() + "'; known: "
                        + all().stream().map(TaskDefinition::name).collect(Collectors.joining(", "))));
    }

    /** The variants of a task; none for most. */
    static List<TaskVariant> variantsOf(TaskDefinition task) {
        return BeanUtils.instantiateClass(task.variants()).all();
    }

    /** How to print the result: text or json. */
    static String outputOf(CommandLine launch) {
        return launch.options().getOrDefault(OUTPUT, OUTPUTS.get(0));
    }

    private static Optional<TaskDefinition> find(CommandLine launch) {
        return !launch.isTask()
                ? Optional.empty()
                : all().stream()
                        .filter(task -> task.name().equals(launch.task()))
                        .findFirst();
    }

    private static List<String> optionFaults(TaskDefinition task, Map<String, String> options) {
        List<String> faults = new ArrayList<>();
        List<String> known = Stream.of(
                        Stream.of(task.required()),
                        Stream.of(task.optional()),
                        Stream.of(task.flags()),
                        variantsOf(task).stream()
                                .flatMap(variant -> variant.options().stream().map(TaskVariant.Option::name)),
                        Stream.of(OUTPUT))
                .flatMap(names -> names)
                .distinct()
                .toList();
        options.keySet().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> faults.add("unknown option --" + name + " of task " + task.name() + "; known: "
                        + known.stream().map(option -> "--" + option).collect(Collectors.joining(", "))));
        Stream.of(task.required())
                .filter(name -> options.getOrDefault(name, "").isBlank())
                .forEach(name -> faults.add("task " + task.name() + " needs --" + name + "=..."));
        String output = options.getOrDefault(OUTPUT, OUTPUTS.get(0));
        if (!OUTPUTS.contains(output)) {
            faults.add("--output must be one of " + String.join(", ", OUTPUTS) + ", but is '" + output + "'");
        }
        return faults;
    }

    private static Stream<Class<?>> classes() {
        return Scan.TASKS.stream();
    }

    /** Loaded at the first use of {@link #TASKS}, so only the start of a task loads all types. */
    private static final class Scan {

        static final List<Class<?>> TASKS = ClassPathTypes.all().stream()
                .filter(AdminTask.class::isAssignableFrom)
                .filter(type -> type.isAnnotationPresent(TaskDefinition.class))
                .toList();
    }
}
