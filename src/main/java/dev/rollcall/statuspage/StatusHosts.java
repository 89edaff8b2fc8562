package dev.rollcall.statuspage;

import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.process.WebProcess;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The hosts that belong to status pages, public or not. Each process reads them at most every {@link #KEEP}, so a request for
 * any host costs no statement.
 */
@Component
@WebProcess
public class StatusHosts {

    private static final Duration KEEP = Duration.ofSeconds(15);

    private final StatusPageStore store;
    private final Clock clock;
    private final String own;
    private Known latest = new Known(Map.of(), Instant.EPOCH);

    StatusHosts(StatusPageStore store, Clock clock, Site site) {
        this.store = store;
        this.clock = clock;
        this.own = String.valueOf(URI.create(site.root()).getHost());
    }

    /**
     * The slug of the page that this host belongs to; empty for every other host.
     *
     * @param host as in the request, without the port
     */
    public Optional<String> slug(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return isOwn(name) ? Optional.empty() : Optional.ofNullable(present().get(name));
    }

    /** Whether the page with this slug may be shown at this host: not if the host belongs to another page. */
    public boolean isShownAt(String host, String slug) {
        return slug(host).map(slug::equals).orElse(true);
    }

    /** Whether this is the host of {@code SITE_ROOT}, which belongs to the deploy. */
    boolean isOwn(String name) {
        return name.equalsIgnoreCase(own);
    }

    private synchronized Map<String, String> present() {
        Instant now = clock.instant();
        if (!now.isBefore(latest.at().plus(KEEP)) || now.isBefore(latest.at())) {
            latest = new Known(store.slugsByHost(), now);
        }
        return latest.slugs();
    }

    private record Known(Map<String, String> slugs, Instant at) {}
}
