package dev.rollcall.key;

import dev.rollcall.account.AccountId;

/** The account to which the key of a request belongs, and what the key may do. */
public record Caller(AccountId account, KeyRole role) {

    /** The name of the user for Spring Security: the same as in a session of the account. */
    @Override
    public String toString() {
        return account.toString();
    }
}
