package dev.rollcall.account;

import dev.rollcall.admin.AdminTask;
import dev.rollcall.admin.TaskDefinition;
import dev.rollcall.admin.TaskOptions;
import dev.rollcall.admin.TaskResult;
import java.util.List;

/** Lists the accounts, the oldest first. */
@TaskDefinition(name = "list-accounts", summary = "lists the accounts")
class ListAccounts implements AdminTask {

    private final AccountStore accounts;

    ListAccounts(AccountStore accounts) {
        this.accounts = accounts;
    }

    @Override
    public TaskResult run(TaskOptions options) {
        return TaskResult.rows(
                List.of("id", "email", "name", "created_at", "disabled_at"),
                accounts.all().stream()
                        .map(account -> List.<Object>of(
                                account.id().toString(),
                                account.email(),
                                account.name().isEmpty() ? List.of() : account.name(),
                                account.createdAt().toString(),
                                account.disabledAt() == null
                                        ? List.of()
                                        : account.disabledAt().toString()))
                        .toList());
    }
}
