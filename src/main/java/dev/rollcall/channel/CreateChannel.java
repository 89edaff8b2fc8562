package dev.rollcall.channel;

import dev.rollcall.admin.AdminTask;
import dev.rollcall.admin.TaskDefinition;
import dev.rollcall.admin.TaskOptions;
import dev.rollcall.admin.TaskResult;
import dev.rollcall.admin.WrongUsageException;
import dev.rollcall.channel.field.Field;
import dev.rollcall.channel.field.KindCatalog;
import dev.rollcall.channel.field.KindDefinition;
import dev.rollcall.channel.field.TextFields;
import dev.rollcall.platform.problem.InvalidRequestException;
import dev.rollcall.platform.process.StartupScope;
import dev.rollcall.project.ProjectId;
import dev.rollcall.project.Projects;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Creates a channel, as {@code POST /api/v3/channels/} does. Each field of the kind is an option. */
@TaskDefinition(
        name = "create-channel",
        summary = "creates a channel; the options of each kind follow, --config takes the same fields as JSON",
        required = {"project", "kind"},
        needs = StartupScope.ENTITIES,
        optional = {"name", "config"},
        variants = KindOptions.class)
class CreateChannel implements AdminTask {

    private static final Set<String> OWN_OPTIONS = Set.of("project", "kind", "name", "config", "output");

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
        Map<String, Object> fields =
                options.find("config").map(text -> object("config", text)).orElseGet(LinkedHashMap::new);
        fields.put("kind", options.required("kind"));
        options.find("name").ifPresent(name -> fields.put("name", name));
        KindCatalog.find(options.required("kind")).ifPresent(kind -> readOptions(kind, options, fields));
        try {
            ChannelView channel = channels.create(project, fields);
            Map<String, String> result = new LinkedHashMap<>();
            result.put("channel", channel.id().toString());
            result.put("kind", channel.kind());
            result.put("name", channel.name());
            result.put("signing_secret", channel.signingSecret());
            return TaskResult.facts(result);
        } catch (InvalidRequestException e) {
            throw WrongUsageException.of(e);
        }
    }

    private void readOptions(KindDefinition kind, TaskOptions options, Map<String, Object> fields) {
        Map<String, Field> known =
                TextFields.with(kind).stream().collect(Collectors.toMap(KindOptions::name, field -> field));
        Set<String> others = new TreeSet<>(options.values().keySet());
        others.removeAll(known.keySet());
        others.removeAll(OWN_OPTIONS);
        if (!others.isEmpty()) {
            throw new WrongUsageException("--" + String.join(", --", others) + ": no option of kind " + kind.name());
        }
        known.forEach((option, field) ->
                options.find(option).ifPresent(value -> fields.put(field.name(), value(field, option, value))));
    }

    private Object value(Field field, String option, String value) {
        return switch (field.type()) {
            case NUMBER -> value.matches("-?\\d{1,9}") ? (Object) Integer.valueOf(value) : value;
            case OBJECT -> object(option, value);
            default -> value;
        };
    }

    private Map<String, Object> object(String option, String text) {
        try {
            @Nullable Map<String, Object> fields = json.readValue(text, new TypeReference<Map<String, Object>>() {});
            if (fields != null) {
                return new LinkedHashMap<>(fields);
            }
        } catch (JacksonException e) {
            // Not JSON, or another kind of value. Null is no object either.
        }
        throw new WrongUsageException("--" + option + " must be a JSON object");
    }
}
