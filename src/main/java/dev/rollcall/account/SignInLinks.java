package dev.rollcall.account;

import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.process.WebOrTask;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Links that sign in once. Only the digest of a token is stored. */
@Service
@WebOrTask
public class SignInLinks {

    /**
     * The page that a link opens. It signs in only when its button is pressed, because programs that scan mail open
     * links too.
     */
    public static final String PATH = "/sign-in/link";

    private final SignInLinkStore links;
    private final Site site;
    private final Clock clock;

    SignInLinks(SignInLinkStore links, Site site, Clock clock) {
        this.links = links;
        this.site = site;
        this.clock = clock;
    }

    /**
     * Stores a token for an address and returns it. An address without an account, or with a disabled one, gets a token
     * that signs nobody in, at the same cost.
     */
    @Transactional
    public String create(Mailbox email, Duration validFor) {
        String token = RandomToken.create();
        links.add(token, email, clock.instant().plus(validFor));
        return token;
    }

    /** The absolute URL of the link with this token. */
    public String url(String token) {
        return site.url(PATH + "?token=" + token);
    }

    /** Uses up the token. Returns the account that it signs in; empty if it was used, has expired or never existed. */
    @Transactional
    public Optional<AccountId> use(String token) {
        Instant now = clock.instant();
        return RandomToken.isPossible(token) ? links.take(token, now) : Optional.empty();
    }
}
