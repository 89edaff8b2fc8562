package dev.rollcall.account;

import org.jspecify.annotations.Nullable;

/**
 * What a sign-in checks.
 *
 * @param passwordHash null if the account has no password
 */
public record Credentials(AccountId id, @Nullable String passwordHash, boolean isDisabled) {

    /** Without the hash, because a record may be printed into a log. */
    @Override
    public String toString() {
        return "Credentials[" + id + "]";
    }
}
