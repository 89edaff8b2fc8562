package dev.rollcall.signin;

import dev.rollcall.account.AccountId;
import dev.rollcall.account.Accounts;
import dev.rollcall.account.Credentials;
import dev.rollcall.platform.process.WebProcess;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Sets passwords. They are stored as Spring Security hashes them (bcrypt), with the name of the algorithm. */
@Component
@WebProcess
class Passwords {

    static final int MIN_CHARACTERS = 10;

    /** The algorithm reads no more. */
    static final int MAX_BYTES = 72;

    private final Accounts accounts;
    private final PasswordEncoder encoder;

    Passwords(Accounts accounts, PasswordEncoder encoder) {
        this.accounts = accounts;
        this.encoder = encoder;
    }

    boolean hasPassword(AccountId account) {
        return hash(account).isPresent();
    }

    /**
     * Whether this sign-in must give the old password to set another: if there is one, and the person has not just shown
     * by a link that the mailbox of the account is theirs.
     */
    boolean needsOldPassword(AccountId account, Authentication signIn) {
        boolean isByLink = signIn.getAuthorities().stream()
                .anyMatch(factor -> FactorGrantedAuthority.OTT_AUTHORITY.equals(factor.getAuthority()));
        return !isByLink && hasPassword(account);
    }

    boolean matches(AccountId account, String password) {
        return hash(account).filter(hash -> encoder.matches(password, hash)).isPresent();
    }

    /** Whether a text may become a password. */
    static boolean isLongEnough(String password) {
        return password.codePointCount(0, password.length()) >= MIN_CHARACTERS
                && password.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
    }

    void set(AccountId account, String password) {
        accounts.setPassword(account, encoder.encode(password));
    }

    private Optional<String> hash(AccountId account) {
        return accounts.credentials(account).map(Credentials::passwordHash);
    }
}
