package dev.rollcall.statuspage;

import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.platform.time.TimedCache;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The hosts that belong to status pages, public or not. Each process reads them at most every {@link #KEEP}, so most
 * requests cost no statement.
 */
@Component
@WebProcess
public class StatusHosts {

    private static final Duration KEEP = Duration.ofSeconds(15);

    private static final String ALL = "all";

    private final StatusPageStore store;
    private final String own;
    private final TimedCache<String, Map<String, String>> slugs;

    StatusHosts(StatusPageStore store, Clock clock, Site site) {
        this.store = store;
        this.own = site.host();
        this.slugs = new TimedCache<>(KEEP, 1, clock);
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

    private Map<String, String> present() {
        return slugs.get(ALL, () -> Optional.of(store.slugsByHost())).orElseThrow();
    }
}
