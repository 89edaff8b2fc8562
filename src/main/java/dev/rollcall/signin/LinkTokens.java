package dev.rollcall.signin;

import dev.rollcall.account.Mailbox;
import dev.rollcall.account.SignInLinks;
import dev.rollcall.account.invitation.Invitations;
import dev.rollcall.platform.process.WebProcess;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.ott.DefaultOneTimeToken;
import org.springframework.security.authentication.ott.GenerateOneTimeTokenRequest;
import org.springframework.security.authentication.ott.OneTimeToken;
import org.springframework.security.authentication.ott.OneTimeTokenAuthenticationToken;
import org.springframework.security.authentication.ott.OneTimeTokenService;
import org.springframework.stereotype.Component;

/** Spring Security's view of {@link SignInLinks}, and of invitations by mail, which sign in too. */
@Component
@WebProcess
class LinkTokens implements OneTimeTokenService {

    /** How long a link by mail is valid. OWASP ASVS 5.0, 6.5.5, allows no more. */
    static final Duration IS_VALID = Duration.ofMinutes(10);

    /** A token that was never stored, for a text that is not an address. */
    private static final String NONE = "none";

    private final SignInLinks links;
    private final Invitations invitations;
    private final Clock clock;

    LinkTokens(SignInLinks links, Invitations invitations, Clock clock) {
        this.links = links;
        this.invitations = invitations;
        this.clock = clock;
    }

    @Override
    public OneTimeToken generate(GenerateOneTimeTokenRequest request) {
        Optional<Mailbox> email = Mailbox.parse(request.getUsername());
        Instant expiresAt = clock.instant().plus(IS_VALID);
        String token = email.map(address -> links.create(address, IS_VALID)).orElse(NONE);
        return new DefaultOneTimeToken(token, request.getUsername(), expiresAt);
    }

    /** The token with the id of its account as the name of the user, or null. */
    @Override
    public @Nullable OneTimeToken consume(OneTimeTokenAuthenticationToken given) {
        String token = given.getTokenValue();
        return token == null
                ? null
                : links.use(token)
                        .or(() -> invitations.acceptByMail(token))
                        .map(account -> new DefaultOneTimeToken(token, account.toString(), clock.instant()))
                        .orElse(null);
    }
}
