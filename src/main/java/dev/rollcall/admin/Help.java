package dev.rollcall.admin;

import dev.rollcall.platform.Needs;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lists every task with its options. */
@Task(name = "help", summary = "lists the tasks", needs = Needs.NOTHING)
class Help implements AdminTask {

    @Override
    public TaskResult run(TaskOptions options) {
        Map<String, String> lines = new LinkedHashMap<>();
        TaskCatalog.all().forEach(task -> lines.put(task.name() + usage(task), task.summary()));
        return TaskResult.facts(lines);
    }

    private static String usage(Task task) {
        return Stream.concat(
                        Stream.of(task.required()).map(name -> " --" + name + "=..."),
                        Stream.of(task.optional()).map(name -> " [--" + name + "=...]"))
                .collect(Collectors.joining());
    }
}
