package dev.rollcall.project;

import dev.rollcall.admin.AdminTask;
import dev.rollcall.admin.TaskDefinition;
import dev.rollcall.admin.TaskOptions;
import dev.rollcall.admin.TaskResult;
import dev.rollcall.admin.WrongUsageException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Creates a key beside those in use, so clients can change to it one by one. */
@TaskDefinition(
        name = "rotate-key",
        summary = "creates and prints a new key (--kind=read-write, read-only or ping); older keys stay valid",
        required = {"project", "kind"})
class RotateKey implements AdminTask {

    private final Projects projects;
    private final Keys keys;

    RotateKey(Projects projects, Keys keys) {
        this.projects = projects;
        this.keys = keys;
    }

    @Override
    public TaskResult run(TaskOptions options) {
        var project = new ProjectId(options.requiredId("project"));
        KeyKind kind = KeyKind.of(options.required("kind"))
                .orElseThrow(() -> new WrongUsageException("--kind must be one of " + KeyKind.known()));
        if (!projects.exists(project)) {
            throw new WrongUsageException("--project names no project: " + project);
        }
        Keys.Rotated rotated = keys.rotate(project, kind);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("project", project.toString());
        result.put("kind", kind.label());
        result.put("id", rotated.id().toString());
        result.put("key", rotated.key());
        result.put(
                "still_valid",
                rotated.before().stream().map(key -> key.id().toString()).toList());
        return TaskResult.facts(result);
    }
}
