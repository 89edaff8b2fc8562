package dev.rollcall.signin.provider;

import dev.rollcall.account.Account;
import dev.rollcall.account.Accounts;
import dev.rollcall.account.Mailbox;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/**
 * Finds the account of somebody who comes from the provider: by the address, and only if the provider says that it has
 * verified it. Otherwise somebody could take an account over by writing its address into a profile.
 */
final class ProviderAccounts implements OAuth2UserService<OidcUserRequest, OidcUser> {

    private static final String ACCOUNT = "account";

    private final OidcUserService provider = new OidcUserService();
    private final Accounts accounts;

    ProviderAccounts(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public OidcUser loadUser(OidcUserRequest request) {
        OidcUser user = provider.loadUser(request);
        Account account = Optional.ofNullable(user.getEmail())
                .filter(email -> Boolean.TRUE.equals(user.getEmailVerified()))
                .flatMap(Mailbox::parse)
                .flatMap(accounts::find)
                .filter(found -> !found.isDisabled())
                .orElseThrow(() -> new OAuth2AuthenticationException(new OAuth2Error("no-account")));
        return named(account, user.getIdToken());
    }

    /** The name of the user is the id of the account. What the provider says about the person is not kept. */
    private static OidcUser named(Account account, OidcIdToken token) {
        var kept = new OidcIdToken(
                token.getTokenValue(),
                token.getIssuedAt(),
                token.getExpiresAt(),
                Map.of(ACCOUNT, account.id().toString()));
        return new DefaultOidcUser(List.of(), kept, ACCOUNT);
    }
}
