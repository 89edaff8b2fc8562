package dev.rollcall.key;

import dev.rollcall.admin.AdminTask;
import dev.rollcall.admin.TaskDefinition;
import dev.rollcall.admin.TaskOptions;
import dev.rollcall.admin.TaskResult;
import java.util.List;

/** Lists what is known about each key. */
@TaskDefinition(name = "list-keys", summary = "lists the keys, without the keys themselves")
class ListKeys implements AdminTask {

    private final ApiKeys keys;

    ListKeys(ApiKeys keys) {
        this.keys = keys;
    }

    @Override
    public TaskResult run(TaskOptions options) {
        return TaskResult.rows(
                List.of("id", "name", "role", "hint", "created_at"),
                keys.all().stream()
                        .map(key -> List.<Object>of(
                                key.id().toString(),
                                key.name(),
                                key.role().name(),
                                key.hint(),
                                key.createdAt().toString()))
                        .toList());
    }
}
