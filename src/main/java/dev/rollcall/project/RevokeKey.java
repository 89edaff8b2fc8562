package dev.rollcall.project;

import dev.rollcall.admin.AdminTask;
import dev.rollcall.admin.TaskDefinition;
import dev.rollcall.admin.TaskOptions;
import dev.rollcall.admin.TaskResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Revokes a key at once in every process. Revoking it again is not an error. */
@TaskDefinition(name = "revoke-key", summary = "revokes a key, by the id that list-projects shows", required = "key")
class RevokeKey implements AdminTask {

    private final Keys keys;

    RevokeKey(Keys keys) {
        this.keys = keys;
    }

    @Override
    public TaskResult run(TaskOptions options) {
        UUID id = options.requiredId("key");
        Optional<Keys.Revoked> revoked = keys.revoke(id);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("id", id.toString());
        result.put("result", revoked.isPresent() ? "revoked" : "not found, or already revoked");
        revoked.ifPresent(was -> {
            result.put("project", was.key().project().toString());
            result.put("kind", was.key().kind().label());
            result.put("keys_left_of_this_kind", was.left());
        });
        return TaskResult.facts(result);
    }
}
