package dev.rollcall.page.check;

import dev.rollcall.page.check.ListedCheckStore.Fingerprint;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.project.ProjectId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The checks of projects, cached for open pages, so many of them cost no more than one. Every two seconds the database
 * says whether the checks are still the same; they are read again only if a page must show something else. Because it
 * is only a cache, any web process can answer any page.
 */
@Component
@WebProcess
class LiveLists {

    static final Duration FRESH = Duration.ofSeconds(2);

    /** Long enough for the next look of open pages. */
    private static final Duration KEPT = FRESH.multipliedBy(3);

    /** Listings that are kept for each project. Anybody who may read the list can think up any number of queries. */
    static final int MAX_LISTINGS = 100;

    private final ListedCheckStore store;
    private final Clock clock;
    private final Map<ProjectId, Snapshot> snapshots = new ConcurrentHashMap<>();

    LiveLists(ListedCheckStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * The checks for a page that refreshes itself. Names and lamps are at most two seconds old, times of pings at most
     * {@link ListVersion#MAX_AGE} more.
     */
    Snapshot recent(ProjectId project) {
        Instant now = clock.instant();
        Snapshot known = snapshots.get(project);
        if (known != null && known.isFresh(now)) {
            return known;
        }
        // Before the checks: a change that is committed in between is found at the next look.
        Fingerprint present = store.fingerprint(project, now);
        return keep(
                known != null && known.isRight(present, now) ? known.at(now, present) : read(project, now, present));
    }

    /** The checks as they are now. */
    Snapshot present(ProjectId project) {
        return keep(read(project, clock.instant(), null));
    }

    private Snapshot read(ProjectId project, Instant now, @Nullable Fingerprint fingerprint) {
        List<ListedCheck> checks = store.of(project, now);
        return new Snapshot(
                project, checks, ListVersion.standing(checks), fingerprint, now, now, new ConcurrentHashMap<>());
    }

    private Snapshot keep(Snapshot snapshot) {
        snapshots.values().removeIf(old -> !snapshot.at().isBefore(old.at().plus(KEPT)));
        snapshots.merge(snapshot.project(), snapshot, Snapshot::later);
        return snapshot;
    }

    /**
     * The checks of a project at one moment.
     *
     * @param standing the hash over all of them: {@link ListVersion}
     * @param fingerprint of the rows that were read; null if it is not known
     * @param at for when their names and lamps are right
     * @param pingsAt for when the times of their pings are right
     * @param listings the first {@link #MAX_LISTINGS} that were requested, so each is computed once
     */
    record Snapshot(
            ProjectId project,
            List<ListedCheck> checks,
            int standing,
            @Nullable Fingerprint fingerprint,
            Instant at,
            Instant pingsAt,
            Map<ListQuery, Listing> listings) {

        Listing listing(ListQuery query) {
            ListQuery possible = query.withPage(Math.min(query.page(), Listing.pagesOf(checks.size())));
            Listing known = listings.get(possible);
            if (known != null) {
                return known;
            }
            return listings.size() < MAX_LISTINGS
                    ? listings.computeIfAbsent(possible, same -> Listing.of(checks, same))
                    : Listing.of(checks, possible);
        }

        ListVersion version(Listing listing) {
            return new ListVersion(standing, listing.pings(), ListVersion.periodOf(project, pingsAt));
        }

        boolean isFresh(Instant now) {
            return now.isBefore(at.plus(FRESH));
        }

        /** The same checks, which are still right now. */
        Snapshot at(Instant now, Fingerprint present) {
            Instant known = present.equals(fingerprint) ? now : pingsAt;
            return new Snapshot(project, checks, standing, fingerprint, now, known, listings);
        }

        /** Whether these checks are what pages may show now, when the rows in the database have this fingerprint. */
        boolean isRight(Fingerprint present, Instant now) {
            if (fingerprint == null || !Objects.equals(fingerprint.standing(), present.standing())) {
                return false;
            }
            if (fingerprint.equals(present)) {
                return checks.stream().noneMatch(check -> check.becomesLateBy(now));
            }
            // A ping came. It makes no check late, and old times may be shown until the next period.
            return checks.stream().noneMatch(check -> check.isLateBy(now))
                    && ListVersion.periodOf(project, pingsAt).equals(ListVersion.periodOf(project, now));
        }

        private static Snapshot later(Snapshot one, Snapshot other) {
            return other.at().isBefore(one.at()) ? one : other;
        }
    }
}
