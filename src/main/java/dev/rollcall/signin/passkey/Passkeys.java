package dev.rollcall.signin.passkey;

import dev.rollcall.account.AccountId;
import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.process.WebProcess;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import org.apache.hc.core5.net.InetAddressUtils;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.security.web.authentication.session.SessionFixationProtectionStrategy;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.authentication.WebAuthnAuthenticationFilter;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialUserEntityRepository;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;
import org.springframework.stereotype.Component;

/** Signing in with passkeys, and the passkeys of an account. */
@Component
@WebProcess
public class Passkeys {

    private final PublicKeyCredentialUserEntityRepository users;
    private final UserCredentialRepository credentials;
    private final Site site;

    Passkeys(PublicKeyCredentialUserEntityRepository users, UserCredentialRepository credentials, Site site) {
        this.users = users;
        this.credentials = credentials;
        this.site = site;
    }

    /**
     * Whether browsers can use passkeys here. A passkey belongs to a valid domain, so a deploy that is known by its IP
     * address, or by a name with an underscore, has none. Browsers offer passkeys only in a secure context: over https,
     * or from this machine (https://www.w3.org/TR/secure-contexts/).
     */
    public boolean isPossible() {
        String host = site.host();
        boolean isLocal = host.equals("localhost") || host.endsWith(".localhost");
        return isDomain() && (isLocal || site.root().startsWith("https:"));
    }

    /**
     * Adds Spring Security's filters for passkeys to a chain.
     *
     * @param people finds an account by its id
     * @param signedIn is called after a sign-in, before Spring Security's own answer
     */
    public void addTo(HttpSecurity http, UserDetailsService people, AuthenticationSuccessHandler signedIn) {
        http.setSharedObject(UserDetailsService.class, people);
        http.webAuthn(passkeys -> passkeys.rpId(site.host())
                .rpName(site.name())
                .allowedOrigins(site.origin())
                .disableDefaultRegistrationPage(true)
                .withObjectPostProcessor(new ObjectPostProcessor<WebAuthnAuthenticationFilter>() {
                    @Override
                    public <O extends WebAuthnAuthenticationFilter> O postProcess(O filter) {
                        filter.setSessionAuthenticationStrategy(newSession());
                        filter.setAuthenticationSuccessHandler(signedIn);
                        return filter;
                    }
                }));
    }

    /** Lists the passkeys of an account, the oldest first. */
    public List<Passkey> of(AccountId account) {
        PublicKeyCredentialUserEntity user = users.findByUsername(account.toString());
        return user == null
                ? List.of()
                : credentials.findByUserId(user.getId()).stream()
                        .map(Passkeys::shown)
                        .sorted(Comparator.comparing(Passkey::createdAt))
                        .toList();
    }

    /** Deletes a passkey of this account. Does nothing if it is of another account. */
    public void delete(AccountId account, String id) {
        if (of(account).stream().anyMatch(passkey -> passkey.id().equals(id))) {
            credentials.delete(Bytes.fromBase64(id));
        }
    }

    /** Spring Security leaves the session as it was. It has an id that somebody may have planted, and its old age. */
    private static SessionAuthenticationStrategy newSession() {
        var fixation = new SessionFixationProtectionStrategy();
        fixation.setMigrateSessionAttributes(false);
        return fixation;
    }

    private static Passkey shown(CredentialRecord record) {
        return new Passkey(
                record.getCredentialId().toBase64UrlString(),
                record.getLabel(),
                record.getCreated(),
                record.getLastUsed());
    }

    /** Java knows no host whose name is not valid for DNS, such as one with an underscore. */
    private boolean isDomain() {
        return URI.create(site.root()).getHost() != null
                && !InetAddressUtils.isIPv4(site.host())
                && !site.host().startsWith("[");
    }
}
