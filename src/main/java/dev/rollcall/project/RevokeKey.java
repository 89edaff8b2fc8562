package dev.rollcall.project;

import dev.rollcall.admin.AdminTask;
import dev.rollcall.admin.TaskDefinition;
import dev.rollcall.admin.TaskOptions;
import dev.rollcall.admin.TaskResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes a key open nothing, at once and in every process. Once is enough, and twice is no error. */
@TaskDefinition(
        name = "revoke-key",
        summary = "makes a key (by the id that list-projects shows) open nothing from now on",
        required = "key")
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
        result.put("result", revoked.isPresent() ? "revoked" : "not there, or no longer");
        revoked.ifPresent(was -> {
            result.put("project", was.key().project().toString());
            result.put("kind", was.key().kind().label());
            result.put("keys_left_of_this_kind", was.left());
        });
        return TaskResult.facts(result);
    }
}
