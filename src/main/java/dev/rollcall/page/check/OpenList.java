package dev.rollcall.page.check;

import dev.rollcall.account.ProjectRole;
import dev.rollcall.platform.page.PageFrame;
import dev.rollcall.project.ProjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A list that is open in a browser, which asks for a newer one.
 *
 * @param frame created when the browser asked
 * @param shown the version that the browser shows; if it is empty, every list is newer
 * @param answer the HTML of the newer list; empty if the browser should ask again
 */
record OpenList(
        ProjectId project,
        ListQuery query,
        ProjectRole role,
        PageFrame frame,
        Optional<ListVersion> shown,
        CompletableFuture<Optional<byte[]>> answer) {

    boolean isOutdatedBy(LiveLists.Snapshot present) {
        return shown.map(version -> version.isOutdatedBy(present.version(present.listing(query))))
                .orElse(true);
    }

    /** Its turn is chosen at random. */
    boolean hasTurn(int turn, int turns) {
        return System.identityHashCode(answer) % turns == turn;
    }

    boolean hasWaited(Duration time, Instant now) {
        return !now.isBefore(frame.times().now().plus(time));
    }

    /** The list that its reader sees at the time of the snapshot. */
    ListView view(LiveLists.Snapshot present) {
        return ListView.of(present, query, role, frame.at(present.at()));
    }
}
