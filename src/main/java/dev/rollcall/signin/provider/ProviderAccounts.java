package dev.rollcall.signin.provider;

import dev.rollcall.account.Account;
import dev.rollcall.account.Accounts;
import dev.rollcall.account.Mailbox;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.IdTokenClaimNames;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/**
 * Finds the account of somebody who comes from the provider: by the provider's own name for the person, and the first
 * time by the address. An address counts only if the provider says that it is verified: otherwise somebody could take
 * over an account by writing its address into a profile.
 */
final class ProviderAccounts implements OAuth2UserService<OidcUserRequest, OidcUser> {

    private static final String ACCOUNT = "account";

    /** What may be a name of a person (OpenID Connect Core 1.0, 2). The database does not store every other text. */
    private static final Pattern SUBJECT = Pattern.compile("[\\x20-\\x7e]{1,255}");

    private final OidcUserService provider = ProviderCalls.people();
    private final Accounts accounts;

    ProviderAccounts(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public OidcUser loadUser(OidcUserRequest request) {
        OidcUser user = provider.loadUser(request);
        Optional<Mailbox> verified = Optional.ofNullable(user.getEmail())
                .filter(email -> Boolean.TRUE.equals(user.getEmailVerified()))
                .flatMap(Mailbox::parse);
        OidcIdToken token = request.getIdToken();
        // Spring Security has refused a token that lacks one of them.
        String issuer = Objects.requireNonNull(token.getIssuer()).toString();
        String subject = Objects.requireNonNull(token.getSubject());
        if (!SUBJECT.matcher(subject).matches()) {
            throw new OAuth2AuthenticationException(new OAuth2Error("no-subject"));
        }
        Account account = accounts.ofProvider(issuer, subject, verified)
                .filter(found -> !found.isDisabled())
                .orElseThrow(() -> new OAuth2AuthenticationException(new OAuth2Error("no-account")));
        return named(account, token);
    }

    /**
     * The name of the user is the id of the account. Of all that the provider says, only the time at which it asked the
     * person to sign in is kept.
     */
    private static OidcUser named(Account account, OidcIdToken token) {
        Map<String, Object> kept = new HashMap<>();
        kept.put(ACCOUNT, account.id().toString());
        if (token.getAuthenticatedAt() != null) {
            kept.put(IdTokenClaimNames.AUTH_TIME, token.getAuthenticatedAt());
        }
        return new DefaultOidcUser(
                // Spring Security gives this factor to each way to sign in except OpenID Connect.
                List.of(FactorGrantedAuthority.fromAuthority(FactorGrantedAuthority.AUTHORIZATION_CODE_AUTHORITY)),
                new OidcIdToken(token.getTokenValue(), token.getIssuedAt(), token.getExpiresAt(), kept),
                ACCOUNT);
    }
}
