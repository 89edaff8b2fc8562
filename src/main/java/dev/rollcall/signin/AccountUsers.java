package dev.rollcall.signin;

import dev.rollcall.account.AccountId;
import dev.rollcall.account.Accounts;
import dev.rollcall.account.Credentials;
import dev.rollcall.account.Mailbox;
import dev.rollcall.platform.process.WebProcess;
import java.util.Optional;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Component;

/**
 * Accounts as Spring Security's users. The name of a user is the id of the account, which does not change. A session
 * holds only Spring Security's own type. A disabled account is not found.
 */
@Component
@WebProcess
class AccountUsers {

    /** Spring Security asks for some password. This one matches nothing. */
    private static final String NO_PASSWORD = "";

    private final Accounts accounts;

    AccountUsers(Accounts accounts) {
        this.accounts = accounts;
    }

    /** Finds a user by the id of the account, for ways to sign in that have found the account by themselves. */
    UserDetailsService byId() {
        return id -> user(AccountId.parse(id).flatMap(accounts::credentials));
    }

    /**
     * Finds a user by the address of the account, to compare a password. An account without a password is not found, so
     * that it costs the same time as an address without an account.
     */
    UserDetailsService byAddress() {
        return address -> user(Mailbox.parse(address)
                .flatMap(accounts::credentials)
                .filter(credentials -> credentials.passwordHash() != null));
    }

    /** Finds a user by the address of the account, for a proxy that has signed the person in. */
    UserDetailsService byTrustedAddress() {
        return address -> user(Mailbox.parse(address).flatMap(accounts::credentials));
    }

    private static UserDetails user(Optional<Credentials> found) {
        return found.filter(credentials -> !credentials.isDisabled())
                .map(credentials -> User.withUsername(credentials.id().toString())
                        .password(credentials.passwordHash() == null ? NO_PASSWORD : credentials.passwordHash())
                        .build())
                .orElseThrow(() -> UsernameNotFoundException.fromUsername(""));
    }
}
