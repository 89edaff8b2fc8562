package dev.rollcall.account;

import dev.rollcall.admin.AdminTask;
import dev.rollcall.admin.TaskDefinition;
import dev.rollcall.admin.TaskOptions;
import dev.rollcall.admin.TaskResult;
import dev.rollcall.platform.process.WebOrTask;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Lists the accounts and their projects. */
@TaskDefinition(name = "list-accounts", summary = "lists accounts, their projects and their roles")
@WebOrTask
class ListAccounts implements AdminTask {

    private static final List<String> COLUMNS =
            List.of("id", "email", "name", "operator", "created_at", "disabled_at", "projects");

    private final AccountStore accounts;
    private final MembershipStore memberships;

    ListAccounts(AccountStore accounts, MembershipStore memberships) {
        this.accounts = accounts;
        this.memberships = memberships;
    }

    @Override
    public TaskResult run(TaskOptions options) {
        Map<AccountId, List<Map<String, String>>> projects = memberships.all().stream()
                .collect(Collectors.groupingBy(
                        MembershipStore.Listed::account,
                        Collectors.mapping(listed -> shown(listed.membership()), Collectors.toList())));
        return TaskResult.rows(
                COLUMNS,
                accounts.all().stream()
                        .map(account -> List.<Object>of(
                                account.id().toString(),
                                account.email(),
                                account.name().isEmpty() ? List.of() : account.name(),
                                account.isOperator() ? "yes" : "no",
                                account.createdAt().toString(),
                                account.disabledAt() == null
                                        ? List.of()
                                        : account.disabledAt().toString(),
                                projects.getOrDefault(account.id(), List.of())))
                        .toList());
    }

    private static Map<String, String> shown(Membership membership) {
        Map<String, String> shown = new LinkedHashMap<>();
        shown.put("project", membership.project().toString());
        shown.put("role", membership.role().label());
        shown.put("name", membership.projectName());
        return shown;
    }
}
