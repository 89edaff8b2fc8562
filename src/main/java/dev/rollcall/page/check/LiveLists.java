package dev.rollcall.page.check;

import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.project.ProjectId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * The checks of projects, cached for two seconds, so many open pages cost no more than one. Only pages that refresh
 * themselves may see a list this old. Because it is only a cache, any web process can answer any page.
 */
@Component
@WebProcess
class LiveLists {

    static final Duration FRESH = Duration.ofSeconds(2);

    private final ListedCheckStore store;
    private final Clock clock;
    private final Map<ProjectId, Snapshot> snapshots = new ConcurrentHashMap<>();

    LiveLists(ListedCheckStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** At most two seconds old. */
    Snapshot recent(ProjectId project) {
        Snapshot known = snapshots.get(project);
        return known != null && known.isFresh(clock.instant()) ? known : present(project);
    }

    /** Read now. */
    Snapshot present(ProjectId project) {
        Instant now = clock.instant();
        List<ListedCheck> checks = store.of(project, now);
        var snapshot = new Snapshot(project, checks, ListVersion.standing(checks), now, new ConcurrentHashMap<>());
        snapshots.values().removeIf(old -> !old.isFresh(now));
        snapshots.put(project, snapshot);
        return snapshot;
    }

    /**
     * The checks of a project at one moment.
     *
     * @param standing the hash over all of them: {@link ListVersion}
     * @param listings the lists that were requested, so each is computed once
     */
    record Snapshot(
            ProjectId project, List<ListedCheck> checks, int standing, Instant at, Map<ListQuery, Listing> listings) {

        Listing listing(ListQuery query) {
            return listings.computeIfAbsent(query, same -> Listing.of(checks, same));
        }

        ListVersion version(Listing listing) {
            return ListVersion.of(standing, listing.page(), at);
        }

        boolean isFresh(Instant now) {
            return now.isBefore(at.plus(FRESH));
        }
    }
}
