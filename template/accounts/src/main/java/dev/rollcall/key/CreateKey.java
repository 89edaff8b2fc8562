package dev.rollcall.key;

import dev.rollcall.account.AccountId;
import dev.rollcall.account.AccountOptions;
import dev.rollcall.account.Accounts;
import dev.rollcall.admin.AdminTask;
import dev.rollcall.admin.TaskDefinition;
import dev.rollcall.admin.TaskOptions;
import dev.rollcall.admin.TaskResult;
import java.util.LinkedHashMap;
import java.util.Map;

/** Creates a key of an account and prints it. It cannot be printed again. Each run creates another one. */
@TaskDefinition(
        name = "create-key",
        summary = "creates a key of an account for the API and prints it once; with --read-only it may only read",
        required = {"email", "name"},
        flags = "read-only")
class CreateKey implements AdminTask {

    private final ApiKeys keys;
    private final Accounts accounts;

    CreateKey(ApiKeys keys, Accounts accounts) {
        this.keys = keys;
        this.accounts = accounts;
    }

    @Override
    public TaskResult run(TaskOptions options) {
        AccountId account = AccountOptions.account(options, accounts).id();
        KeyRole role = options.isOn("read-only") ? KeyRole.READ : KeyRole.WRITE;
        ApiKeys.NewKey made = keys.create(account, options.required("name").strip(), role);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("id", made.id().toString());
        facts.put("role", role.name());
        facts.put("key", made.key());
        return TaskResult.facts(facts);
    }
}
