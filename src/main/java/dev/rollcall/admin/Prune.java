package dev.rollcall.admin;

import java.util.List;
import java.util.stream.Collectors;

/** Deletes rows past their retention now; workers do the same once a day. */
@TaskDefinition(name = "prune", summary = "deletes what is past its retention, as a worker does once a day")
class Prune implements AdminTask {

    private final Pruning pruning;

    Prune(Pruning pruning) {
        this.pruning = pruning;
    }

    @Override
    public TaskResult run(TaskOptions options) {
        List<Pruning.Pruned> pruned = pruning.run();
        TaskResult table = TaskResult.rows(
                List.of("rows", "deleted"),
                pruned.stream()
                        .map(kind -> List.<Object>of(kind.name(), kind.deleted()))
                        .toList());
        String failures = pruned.stream()
                .filter(kind -> kind.failure() != null)
                .map(kind -> kind.name() + ": " + kind.failure())
                .collect(Collectors.joining("; "));
        return failures.isEmpty() ? table : table.butFailed(failures);
    }
}
