package dev.rollcall.account;

import dev.rollcall.admin.TaskOptions;
import dev.rollcall.admin.WrongUsageException;

/** What the tasks about accounts have in common. */
final class AccountOptions {

    private AccountOptions() {}

    static Mailbox email(TaskOptions options) {
        return Mailbox.parse(options.required("email"))
                .orElseThrow(
                        () -> new WrongUsageException("--email must be an e-mail address, such as ops@example.com"));
    }
}
