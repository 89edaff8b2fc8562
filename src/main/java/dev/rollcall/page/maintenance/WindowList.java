package dev.rollcall.page.maintenance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The windows of a project.
 *
 * @param open the windows that mute now; the first to close comes first
 * @param coming the windows that will open again; the first to open comes first
 * @param over the windows that never open again; the latest comes first
 */
record WindowList(List<ListedWindow> open, List<ListedWindow> coming, List<ListedWindow> over) {

    static WindowList of(List<ListedWindow> windows, Instant now) {
        List<ListedWindow> open = new ArrayList<>();
        List<ListedWindow> coming = new ArrayList<>();
        List<ListedWindow> over = new ArrayList<>();
        for (ListedWindow window : windows) {
            if (window.openUntil(now) != null) {
                open.add(window);
            } else if (window.opensAfter(now) != null) {
                coming.add(window);
            } else {
                over.add(window);
            }
        }
        open.sort(Comparator.comparing(window -> orNever(window.openUntil(now))));
        coming.sort(Comparator.comparing(window -> orNever(window.opensAfter(now))));
        over.sort(Comparator.comparing((ListedWindow window) -> orNever(window.end()))
                .reversed());
        return new WindowList(open, coming, over);
    }

    public boolean isEmpty() {
        return open.isEmpty() && coming.isEmpty() && over.isEmpty();
    }

    private static Instant orNever(@Nullable Instant time) {
        return time == null ? Instant.MAX : time;
    }
}
