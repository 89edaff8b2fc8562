package dev.rollcall.key;

import dev.rollcall.admin.AdminTask;
import dev.rollcall.admin.TaskDefinition;
import dev.rollcall.admin.TaskOptions;
import dev.rollcall.admin.TaskResult;
import java.util.Map;

/** Revokes a key. Requests with it are refused from now on. */
@TaskDefinition(name = "revoke-key", summary = "revokes a key; list-keys shows its id", required = "id")
class RevokeKey implements AdminTask {

    private final ApiKeys keys;

    RevokeKey(ApiKeys keys) {
        this.keys = keys;
    }

    @Override
    public TaskResult run(TaskOptions options) {
        boolean revoked = keys.revoke(options.requiredId("id"));
        return TaskResult.facts(Map.of("result", revoked ? "revoked" : "not found: no key has this id"));
    }
}
