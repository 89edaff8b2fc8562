package dev.rollcall.account;

import dev.rollcall.admin.AdminTask;
import dev.rollcall.admin.TaskDefinition;
import dev.rollcall.admin.TaskOptions;
import dev.rollcall.admin.TaskResult;
import dev.rollcall.admin.WrongUsageException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Creates an account, or finds it, and prints a link that signs in once. Each run prints another link. */
@TaskDefinition(
        name = "create-account",
        summary = "creates an account if it does not exist, and prints a link that signs in once",
        required = "email",
        optional = "name")
class CreateAccount implements AdminTask {

    /** Long enough to be sent to its owner by hand. */
    private static final Duration LINK_IS_VALID = Duration.ofHours(1);

    private static final int MAX_NAME_LENGTH = 100;

    private final Accounts accounts;
    private final SignInLinks links;

    CreateAccount(Accounts accounts, SignInLinks links) {
        this.accounts = accounts;
        this.links = links;
    }

    @Override
    public TaskResult run(TaskOptions options) {
        Mailbox email = AccountOptions.email(options);
        String name = options.find("name").map(String::strip).orElse("");
        if (name.length() > MAX_NAME_LENGTH) {
            throw new WrongUsageException("--name must have at most " + MAX_NAME_LENGTH + " characters");
        }
        Account account = accounts.findOrCreate(email, name);
        Map<String, String> result = new LinkedHashMap<>();
        result.put("account", account.id().toString());
        result.put("email", account.email());
        result.put(
                "link",
                account.isDisabled()
                        ? "none, because the account is disabled; see disable-account --undo"
                        : links.url(links.create(email, LINK_IS_VALID)));
        return TaskResult.facts(result);
    }
}
