package dev.rollcall.signin.password;

import dev.rollcall.account.Account;
import dev.rollcall.account.AccountId;
import dev.rollcall.account.Accounts;
import dev.rollcall.account.Credentials;
import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.process.WebProcess;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.security.authentication.password.CompromisedPasswordChecker;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Sets passwords. They are stored as Spring Security hashes them (bcrypt), with the name of the algorithm. */
@Component
@WebProcess
public class Passwords {

    static final int MIN_CHARACTERS = 10;

    /** The algorithm reads no more. */
    static final int MAX_BYTES = 72;

    private final Accounts accounts;
    private final PasswordEncoder encoder;
    private final Site site;
    private final CompromisedPasswordChecker common = new CommonPasswords();

    Passwords(Accounts accounts, PasswordEncoder encoder, Site site) {
        this.accounts = accounts;
        this.encoder = encoder;
        this.site = site;
    }

    public boolean hasPassword(AccountId account) {
        return hash(account).isPresent();
    }

    public boolean matches(AccountId account, String password) {
        return hash(account).filter(hash -> encoder.matches(password, hash)).isPresent();
    }

    /** Why this text may not become the password of the account; empty if it may. */
    public Optional<PasswordFault> fault(Account account, String password) {
        if (characters(password) < MIN_CHARACTERS || password.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return Optional.of(PasswordFault.LENGTH);
        }
        if (characters(GuessableNames.removed(password, site, account)) < MIN_CHARACTERS) {
            return Optional.of(PasswordFault.NAMES);
        }
        return common.check(password).isCompromised() ? Optional.of(PasswordFault.COMMON) : Optional.empty();
    }

    /** Stores a password. {@link #fault} says before whether it may be one. */
    public void set(AccountId account, String password) {
        accounts.setPassword(account, encoder.encode(password));
    }

    private Optional<String> hash(AccountId account) {
        return accounts.credentials(account).map(Credentials::passwordHash);
    }

    private static int characters(String text) {
        return text.codePointCount(0, text.length());
    }
}
