package dev.rollcall.signin;

import dev.rollcall.account.AccountId;
import dev.rollcall.account.Accounts;
import dev.rollcall.account.Credentials;
import dev.rollcall.platform.process.WebProcess;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
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

    /** How long after a sign-in by a link the mailbox counts as just shown. Whoever takes over a session later must not use it. */
    static final Duration IS_JUST_SHOWN = Duration.ofHours(1);

    private final Accounts accounts;
    private final PasswordEncoder encoder;
    private final Clock clock;

    Passwords(Accounts accounts, PasswordEncoder encoder, Clock clock) {
        this.accounts = accounts;
        this.encoder = encoder;
        this.clock = clock;
    }

    boolean hasPassword(AccountId account) {
        return hash(account).isPresent();
    }

    /**
     * Whether this sign-in must give the old password to set another: if there is one, and the person has not just shown
     * by a link that the mailbox of the account is theirs.
     */
    boolean needsOldPassword(AccountId account, Authentication signIn) {
        boolean isByLink = signIn.getAuthorities().stream().anyMatch(this::isJustShown);
        return !isByLink && hasPassword(account);
    }

    private boolean isJustShown(GrantedAuthority authority) {
        return authority instanceof FactorGrantedAuthority factor
                && factor.getAuthority().equals(FactorGrantedAuthority.OTT_AUTHORITY)
                && clock.instant().isBefore(factor.getIssuedAt().plus(IS_JUST_SHOWN));
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
