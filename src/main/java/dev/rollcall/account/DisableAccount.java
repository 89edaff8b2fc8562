package dev.rollcall.account;

import dev.rollcall.admin.AdminTask;
import dev.rollcall.admin.TaskDefinition;
import dev.rollcall.admin.TaskOptions;
import dev.rollcall.admin.TaskResult;
import dev.rollcall.platform.process.WebOrTask;
import java.util.LinkedHashMap;
import java.util.Map;

/** Disables an account: it can no longer sign in, and its next request is refused. Its data is not deleted. */
@TaskDefinition(
        name = "disable-account",
        summary = "disables an account at once, in every session; --undo enables it again",
        required = "email",
        flags = "undo")
@WebOrTask
class DisableAccount implements AdminTask {

    private final Accounts accounts;

    DisableAccount(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public TaskResult run(TaskOptions options) {
        Account account = AccountOptions.account(options, accounts);
        boolean isUndone = options.isOn("undo");
        if (isUndone) {
            accounts.enable(account.id());
        } else {
            accounts.disable(account.id());
        }
        Map<String, String> result = new LinkedHashMap<>();
        result.put("account", account.id().toString());
        result.put("email", account.email());
        result.put("result", isUndone ? "enabled" : "disabled");
        return TaskResult.facts(result);
    }
}
