package dev.rollcall.account;

import dev.rollcall.admin.TaskOptions;
import dev.rollcall.admin.WrongUsageException;

/** What the tasks about accounts have in common. */
final class AccountOptions {

    private AccountOptions() {}

    /**
     * The account that {@code --email} names.
     *
     * @throws WrongUsageException if it is not an address, or there is no such account
     */
    static Account account(TaskOptions options, Accounts accounts) {
        Mailbox email = email(options);
        return accounts.find(email)
                .orElseThrow(() -> new WrongUsageException("--email is the address of no account: " + email));
    }

    static Mailbox email(TaskOptions options) {
        return Mailbox.parse(options.required("email"))
                .orElseThrow(
                        () -> new WrongUsageException("--email must be an e-mail address, such as ops@example.com"));
    }
}
