package dev.rollcall.page.status;

import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.platform.time.TimedCache;
import dev.rollcall.statuspage.StatusPages;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * Keeps each public status page for {@link #KEEP}, so any number of readers cost one computation in each process and
 * one rendering in each form.
 */
@Component
@WebProcess
class CachedStatus {

    /** For how long a page is kept, here and by browsers and proxies. */
    static final Duration KEEP = Duration.ofSeconds(15);

    /** A limit of memory, larger than the number of pages in a deploy. */
    private static final int MAX_PAGES = 1_000;

    private final StatusPages pages;
    private final StatusReports reports;
    private final Clock clock;
    private final TimedCache<String, Snapshot> cache;

    CachedStatus(StatusPages pages, StatusReports reports, Clock clock) {
        this.pages = pages;
        this.reports = reports;
        this.clock = clock;
        this.cache = new TimedCache<>(KEEP, MAX_PAGES, clock);
    }

    /**
     * The page in one form; empty if no public page has this slug.
     *
     * @param form names the form and its language; each is rendered once
     */
    Optional<Rendering> find(String slug, String form, Function<StatusReport, byte[]> render) {
        return cache.get(
                        slug,
                        () -> pages.findPublic(slug)
                                .map(page ->
                                        new Snapshot(reports.of(page, clock.instant()), new ConcurrentHashMap<>())))
                .map(snapshot -> snapshot.renderings()
                        .computeIfAbsent(form, same -> Rendering.of(render.apply(snapshot.report()))));
    }

    private record Snapshot(StatusReport report, Map<String, Rendering> renderings) {}
}
