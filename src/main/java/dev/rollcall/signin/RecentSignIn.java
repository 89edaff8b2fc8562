package dev.rollcall.signin;

import dev.rollcall.platform.process.WebProcess;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AllRequiredFactorsAuthorizationManager;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;

/**
 * Whether the reader has signed in a short while ago, in whatever way. Only then may they change how they sign in: an
 * open browser or a stolen session must not be enough to take over the account (OWASP ASVS 5.0, 7.5.1). What counts is
 * the age of Spring Security's factors, which are given the time of the database.
 */
@Component
@WebProcess
class RecentSignIn implements AuthorizationManager<Object> {

    /** How long a sign-in is recent. */
    static final Duration IS_RECENT = Duration.ofMinutes(15);

    /** Named as Spring Security names its own. */
    private static final String PROXY_AUTHORITY = "FACTOR_PROXY";

    private final Clock clock;
    private final AllRequiredFactorsAuthorizationManager<Object> recentLink;
    private final AuthorizationManager<Object> anyRecentFactor;

    RecentSignIn(Clock clock) {
        this.clock = clock;
        this.recentLink = recent(FactorGrantedAuthority.OTT_AUTHORITY);
        this.anyRecentFactor = AllRequiredFactorsAuthorizationManager.anyOf(
                recentLink,
                recent(FactorGrantedAuthority.PASSWORD_AUTHORITY),
                recent(FactorGrantedAuthority.WEBAUTHN_AUTHORITY),
                recent(FactorGrantedAuthority.AUTHORIZATION_CODE_AUTHORITY),
                recent(PROXY_AUTHORITY));
    }

    @Override
    public @Nullable AuthorizationResult authorize(
            Supplier<? extends @Nullable Authentication> authentication, Object page) {
        return anyRecentFactor.authorize(authentication, page);
    }

    boolean isRecent(Authentication signIn) {
        return isGranted(anyRecentFactor, signIn);
    }

    /** Whether the reader has shown a short while ago, by a link, that the mailbox of the account is theirs. */
    boolean isByLink(Authentication signIn) {
        return isGranted(recentLink, signIn);
    }

    /** The factor of a reader whom a proxy names in each request, as of now. */
    Collection<GrantedAuthority> byProxy() {
        return List.of(FactorGrantedAuthority.withAuthority(PROXY_AUTHORITY)
                .issuedAt(clock.instant())
                .build());
    }

    /**
     * A sign-in as of now, by the clock of the database. One by the identity provider is as old as the provider says:
     * it may not have asked the person anything.
     */
    Authentication dated(Authentication signIn) {
        Instant at = Optional.ofNullable(signIn.getPrincipal())
                .filter(OidcUser.class::isInstance)
                .map(user -> ((OidcUser) user).getAuthenticatedAt())
                .orElseGet(clock::instant);
        List<GrantedAuthority> dated = signIn.getAuthorities().stream()
                .map(authority -> dated(authority, at))
                .toList();
        return signIn.toBuilder()
                .authorities(all -> {
                    all.clear();
                    all.addAll(dated);
                })
                .build();
    }

    private static GrantedAuthority dated(GrantedAuthority authority, Instant at) {
        return authority instanceof FactorGrantedAuthority factor
                ? FactorGrantedAuthority.withAuthority(factor.getAuthority())
                        .issuedAt(at)
                        .build()
                : authority;
    }

    private static boolean isGranted(AuthorizationManager<Object> required, Authentication signIn) {
        AuthorizationResult result = required.authorize(() -> signIn, signIn);
        return result != null && result.isGranted();
    }

    private AllRequiredFactorsAuthorizationManager<Object> recent(String authority) {
        var manager = AllRequiredFactorsAuthorizationManager.builder()
                .requireFactor(factor -> factor.authority(authority).validDuration(IS_RECENT))
                .build();
        manager.setClock(clock);
        return manager;
    }
}
