package dev.rollcall.project;

import dev.rollcall.admin.AdminTask;
import dev.rollcall.admin.TaskDefinition;
import dev.rollcall.admin.TaskOptions;
import dev.rollcall.admin.TaskResult;
import dev.rollcall.admin.WrongUsageException;
import dev.rollcall.platform.problem.InvalidRequestException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Creates a project and prints its keys. They cannot be shown again. */
@TaskDefinition(
        name = "create-project",
        summary = "creates a project and prints its keys, which cannot be shown again",
        required = "name")
class CreateProject implements AdminTask {

    private final Projects projects;

    CreateProject(Projects projects) {
        this.projects = projects;
    }

    @Override
    public TaskResult run(TaskOptions options) {
        Projects.NewProject created = create(options.required("name"));
        Map<String, String> result = new LinkedHashMap<>();
        result.put("project", created.id().toString());
        result.put("api_key", created.readWriteKey());
        result.put("api_key_readonly", created.readOnlyKey());
        result.put("ping_key", created.pingKey());
        return TaskResult.facts(result);
    }

    private Projects.NewProject create(String name) {
        try {
            return projects.create(name);
        } catch (InvalidRequestException e) {
            throw WrongUsageException.of(e);
        }
    }
}
