package dev.rollcall.admin;

import dev.rollcall.platform.process.StartupScope;
import java.util.LinkedHashMap;
import java.util.Map;

/** Says how the jar is started, and lists every task with its options. */
@TaskDefinition(
        name = "help",
        summary = "prints this page; --help, -h and help do the same",
        needs = StartupScope.NOTHING)
class ShowHelp implements AdminTask {

    @Override
    public TaskResult run(TaskOptions options) {
        Map<String, String> summaries = new LinkedHashMap<>();
        for (TaskDefinition task : TaskCatalog.all()) {
            summaries.put(String.join(" ", HelpPage.usage(task)), task.summary());
            TaskCatalog.variantsOf(task)
                    .forEach(variant ->
                            summaries.put(task.name() + " " + String.join(" ", variant.usage()), variant.summary()));
        }
        return TaskResult.page(HelpPage.of(TaskCatalog.all()), TaskResult.facts(summaries));
    }
}
