package dev.rollcall.admin;

import dev.rollcall.platform.process.StartupScope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lists every task with its options. */
@TaskDefinition(name = "help", summary = "lists the tasks", needs = StartupScope.NOTHING)
class ShowHelp implements AdminTask {

    @Override
    public TaskResult run(TaskOptions options) {
        Map<String, String> lines = new LinkedHashMap<>();
        TaskCatalog.all().forEach(task -> lines.put(task.name() + usage(task), task.summary()));
        return TaskResult.facts(lines);
    }

    private static String usage(TaskDefinition task) {
        return Stream.concat(
                        Stream.of(task.required()).map(name -> " --" + name + "=..."),
                        Stream.of(task.optional()).map(name -> " [--" + name + "=...]"))
                .collect(Collectors.joining());
    }
}
