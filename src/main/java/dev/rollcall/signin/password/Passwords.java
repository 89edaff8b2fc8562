package dev.rollcall.signin.password;

import dev.rollcall.account.Account;
import dev.rollcall.account.AccountId;
import dev.rollcall.account.Accounts;
import dev.rollcall.account.Credentials;
import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.process.WebProcess;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.security.authentication.password.CompromisedPasswordChecker;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Sets passwords. They are stored as Spring Security hashes them (bcrypt), with the name of the algorithm. */
@Component
@WebProcess
public class Passwords {

    static final int MIN_CHARACTERS = 10;

    /** The algorithm reads no more. */
    static final int MAX_BYTES = 72;

    /** How long after a sign-in by a link the mailbox counts as just shown. Whoever takes over a session later must not use it. */
    public static final Duration IS_JUST_SHOWN = Duration.ofHours(1);

    private final Accounts accounts;
    private final PasswordEncoder encoder;
    private final Site site;
    private final Clock clock;
    private final CompromisedPasswordChecker common = new CommonPasswords();

    Passwords(Accounts accounts, PasswordEncoder encoder, Site site, Clock clock) {
        this.accounts = accounts;
        this.encoder = encoder;
        this.site = site;
        this.clock = clock;
    }

    public boolean hasPassword(AccountId account) {
        return hash(account).isPresent();
    }

    /**
     * Whether this sign-in must give the old password to set another: if there is one, and the person has not just shown
     * by a link that the mailbox of the account is theirs.
     */
    public boolean needsOldPassword(AccountId account, Authentication signIn) {
        boolean isByLink = signIn.getAuthorities().stream().anyMatch(this::isJustShown);
        return !isByLink && hasPassword(account);
    }

    private boolean isJustShown(GrantedAuthority authority) {
        return authority instanceof FactorGrantedAuthority factor
                && factor.getAuthority().equals(FactorGrantedAuthority.OTT_AUTHORITY)
                && clock.instant().isBefore(factor.getIssuedAt().plus(IS_JUST_SHOWN));
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
