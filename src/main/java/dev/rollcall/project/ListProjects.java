package dev.rollcall.project;

import dev.rollcall.admin.AdminTask;
import dev.rollcall.admin.TaskDefinition;
import dev.rollcall.admin.TaskOptions;
import dev.rollcall.admin.TaskResult;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Lists the projects, what they contain, and the ids of their keys, but no key itself. */
@TaskDefinition(name = "list-projects", summary = "lists projects, what they contain, and the ids of their keys")
class ListProjects implements AdminTask {

    private final Projects projects;
    private final ApiKeyStore keys;
    private final ProjectCountStore counter;
    private final List<ProjectCount> counts;
    private final Clock clock;

    ListProjects(
            Projects projects, ApiKeyStore keys, ProjectCountStore counter, List<ProjectCount> counts, Clock clock) {
        this.projects = projects;
        this.keys = keys;
        this.counter = counter;
        this.counts = counts.stream()
                .sorted(Comparator.comparing(ProjectCount::table))
                .toList();
        this.clock = clock;
    }

    @Override
    public TaskResult run(TaskOptions options) {
        List<String> columns = new ArrayList<>(List.of("id", "name", "created_at"));
        counts.forEach(count -> columns.add(count.table()));
        columns.add("keys");
        List<Map<ProjectId, Long>> counted =
                counts.stream().map(counter::byProject).toList();
        Map<ProjectId, List<Map<String, String>>> keysOf = keys.all(clock.instant()).stream()
                .collect(Collectors.groupingBy(
                        ApiKey::project, Collectors.mapping(ListProjects::shown, Collectors.toList())));
        return TaskResult.rows(
                columns,
                projects.all().stream()
                        .map(project -> row(project, counted, keysOf.getOrDefault(project.id(), List.of())))
                        .toList());
    }

    private static List<Object> row(
            Project project, List<Map<ProjectId, Long>> counted, List<Map<String, String>> keys) {
        List<Object> row = new ArrayList<>();
        row.add(project.id().toString());
        row.add(project.name());
        row.add(project.createdAt().toString());
        counted.forEach(count -> row.add(count.getOrDefault(project.id(), 0L)));
        row.add(keys);
        return row;
    }

    private static Map<String, String> shown(ApiKey key) {
        Map<String, String> shown = new LinkedHashMap<>();
        shown.put("id", key.id().toString());
        shown.put("kind", key.kind().label());
        shown.put("created_at", key.createdAt().toString());
        return shown;
    }
}
