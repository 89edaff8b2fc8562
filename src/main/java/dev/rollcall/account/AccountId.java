package dev.rollcall.account;

import java.util.Optional;
import java.util.UUID;

/** The id of an account. It is not a secret, and it stays the same when the address of its owner changes. */
public record AccountId(UUID value) {

    /** The account that a session names; empty if the name has another form. */
    public static Optional<AccountId> parse(String name) {
        try {
            return Optional.of(new AccountId(UUID.fromString(name)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
