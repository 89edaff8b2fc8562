package dev.rollcall.account;

import dev.rollcall.admin.AdminTask;
import dev.rollcall.admin.TaskDefinition;
import dev.rollcall.admin.TaskOptions;
import dev.rollcall.admin.TaskResult;
import dev.rollcall.admin.WrongUsageException;
import dev.rollcall.platform.problem.InvalidRequestException;
import dev.rollcall.platform.process.WebOrTask;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Creates an account, and makes it an owner of the project that {@code --project} names. Creates only what does not
 * exist yet. {@code --operator} makes the account an operator. Prints a link that signs in once, so a deploy without
 * mail can begin.
 */
@TaskDefinition(
        name = "create-account",
        summary = "creates an account, makes it an owner of --project (created if missing), prints a sign-in link",
        required = "email",
        optional = {"project", "name"},
        flags = "operator")
@WebOrTask
class CreateAccount implements AdminTask {

    /** Longer than for a link by mail, because the output of a task may be read later. */
    private static final Duration LINK_IS_VALID = Duration.ofHours(1);

    private final NewAccounts newAccounts;
    private final Accounts accounts;
    private final SignInLinks links;

    CreateAccount(NewAccounts newAccounts, Accounts accounts, SignInLinks links) {
        this.newAccounts = newAccounts;
        this.accounts = accounts;
        this.links = links;
    }

    @Override
    public TaskResult run(TaskOptions options) {
        Mailbox email = AccountOptions.email(options);
        boolean isOperator = options.isOn("operator");
        NewAccounts.Made made = create(email, options);
        AccountId id = made.account().id();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("account", id.toString());
        result.put("email", made.account().email());
        if (made.project() != null) {
            result.put("project", made.project().toString());
            result.put("role", ProjectRole.OWNER.label());
        }
        if (options.find("operator").isPresent()) {
            accounts.setOperator(id, isOperator);
            result.put("operator", isOperator ? "yes" : "no");
        }
        if (made.account().isDisabled()) {
            result.put("link", "none, because the account is disabled; see disable-account --undo");
        } else {
            result.put("link", links.url(links.create(email, LINK_IS_VALID)));
        }
        return TaskResult.facts(result);
    }

    private NewAccounts.Made create(Mailbox email, TaskOptions options) {
        try {
            return newAccounts.create(email, options.find("name").orElse(""), options.find("project"));
        } catch (InvalidRequestException e) {
            throw WrongUsageException.of(e);
        }
    }
}
