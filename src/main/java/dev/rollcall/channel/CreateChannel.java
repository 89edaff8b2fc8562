package dev.rollcall.channel;

import dev.rollcall.admin.AdminTask;
import dev.rollcall.admin.TaskDefinition;
import dev.rollcall.admin.TaskOptions;
import dev.rollcall.admin.TaskResult;
import dev.rollcall.admin.WrongUsageException;
import dev.rollcall.platform.problem.InvalidRequestException;
import dev.rollcall.platform.process.StartupScope;
import dev.rollcall.project.ProjectId;
import dev.rollcall.project.Projects;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Creates a channel, as {@code POST /api/v3/channels/} does. */
@TaskDefinition(
        name = "create-channel",
        summary =
                "creates a channel; --url for a webhook, --to for email, or any fields of its kind as JSON in --config",
        required = {"project", "kind"},
        needs = StartupScope.DEFINITIONS,
        optional = {"name", "url", "to", "config"})
class CreateChannel implements AdminTask {

    private final Projects projects;
    private final Channels channels;
    private final JsonMapper json;

    CreateChannel(Projects projects, Channels channels, JsonMapper json) {
        this.projects = projects;
        this.channels = channels;
        this.json = json;
    }

    @Override
    public TaskResult run(TaskOptions options) {
        var project = new ProjectId(options.requiredId("project"));
        if (!projects.exists(project)) {
            throw new WrongUsageException("--project names no project: " + project);
        }
        Map<String, Object> fields = config(options.find("config").orElse("{}"));
        for (String name : List.of("kind", "name", "url", "to")) {
            options.find(name).ifPresent(value -> fields.put(name, value));
        }
        try {
            ChannelView channel = channels.create(project, fields);
            Map<String, String> result = new LinkedHashMap<>();
            result.put("channel", channel.id().toString());
            result.put("kind", channel.kind());
            result.put("name", channel.name());
            result.put("signing_secret", channel.signingSecret());
            return TaskResult.facts(result);
        } catch (InvalidRequestException e) {
            throw new WrongUsageException(e.faults());
        }
    }

    private Map<String, Object> config(String text) {
        try {
            return new LinkedHashMap<>(json.readValue(text, new TypeReference<Map<String, Object>>() {}));
        } catch (JacksonException e) {
            throw new WrongUsageException("--config must be a JSON object");
        }
    }
}
