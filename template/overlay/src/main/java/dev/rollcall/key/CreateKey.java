package dev.rollcall.key;

import dev.rollcall.admin.AdminTask;
import dev.rollcall.admin.TaskDefinition;
import dev.rollcall.admin.TaskOptions;
import dev.rollcall.admin.TaskResult;
import java.util.LinkedHashMap;
import java.util.Map;

/** Creates a key and prints it. It cannot be printed again. Each run creates another one. */
@TaskDefinition(
        name = "create-key",
        summary = "creates a key for the API and prints it once; with --read-only it may only read",
        required = "name",
        flags = "read-only")
class CreateKey implements AdminTask {

    private final ApiKeys keys;

    CreateKey(ApiKeys keys) {
        this.keys = keys;
    }

    @Override
    public TaskResult run(TaskOptions options) {
        KeyRole role = options.isOn("read-only") ? KeyRole.READ : KeyRole.WRITE;
        ApiKeys.NewKey made = keys.create(options.required("name").strip(), role);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("id", made.id().toString());
        facts.put("role", role.name());
        facts.put("key", made.key());
        return TaskResult.facts(facts);
    }
}
