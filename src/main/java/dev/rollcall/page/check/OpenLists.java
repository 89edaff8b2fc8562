package dev.rollcall.page.check;

import dev.rollcall.platform.log.FailureReason;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.platform.thread.VitalLoop;
import dev.rollcall.platform.thread.VitalThreads;
import dev.rollcall.project.ProjectId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Answers open lists when they are outdated. Until then their requests wait without a thread, and one loop checks all
 * lists. A stop answers all at once.
 */
@Component
@WebProcess
class OpenLists implements SmartLifecycle {

    /** Heroku's router ends a request after 30 seconds without an answer, other routers after a minute. */
    static final Duration MAX_WAIT = Duration.ofSeconds(25);

    /** A waiting request takes memory, and one connection of HTTP/2 may have a hundred of them. */
    static final int MAX_WAITING = 1_000;

    /** Lists take turns, so a change to many lists does not bring all their next requests at once. */
    static final int TURNS = 8;

    private static final Logger log = LoggerFactory.getLogger(OpenLists.class);

    private final LiveLists lists;
    private final LiveHtml html;
    private final Clock clock;
    private final VitalThreads threads;
    private final Set<OpenList> waiting = ConcurrentHashMap.newKeySet();
    private final AtomicInteger turns = new AtomicInteger();
    private volatile @Nullable VitalLoop loop;

    OpenLists(LiveLists lists, LiveHtml html, Clock clock, VitalThreads threads) {
        this.lists = lists;
        this.html = html;
        this.clock = clock;
        this.threads = threads;
    }

    /** Answers the list now if it is outdated, or if no more can wait. */
    void add(OpenList list) {
        LiveLists.Snapshot present = lists.recent(list.project());
        waiting.add(list);
        answerIfOutdated(list, present);
        // Checked last, because a stop may have answered all others meanwhile.
        if (waiting.size() > MAX_WAITING || !isRunning()) {
            askAgain(list);
        }
    }

    /**
     * Answers those whose turn it is, if they are outdated or have waited for long enough. All have their turn within
     * two seconds.
     */
    void look() {
        int turn = Math.floorMod(turns.getAndIncrement(), TURNS);
        Instant now = clock.instant();
        waiting.stream()
                .filter(list -> list.hasTurn(turn, TURNS) && list.hasWaited(MAX_WAIT, now))
                .forEach(this::askAgain);
        Map<ProjectId, List<OpenList>> byProject = waiting.stream()
                .filter(list -> list.hasTurn(turn, TURNS))
                .collect(Collectors.groupingBy(OpenList::project));
        byProject.forEach((project, open) -> {
            LiveLists.Snapshot present = lists.recent(project);
            open.forEach(list -> answerIfOutdated(list, present));
        });
    }

    @Override
    public void start() {
        loop = threads.repeat("open-lists", LiveLists.FRESH.dividedBy(TURNS), progress -> look(), OpenLists::failed);
    }

    /** Stops first, because the server waits for unanswered requests. */
    @Override
    public void stop() {
        VitalLoop running = loop;
        loop = null;
        if (running != null) {
            running.stop();
        }
        waiting.forEach(this::askAgain);
    }

    @Override
    public boolean isRunning() {
        return loop != null;
    }

    private void answerIfOutdated(OpenList list, LiveLists.Snapshot present) {
        if (list.isOutdatedBy(present)) {
            waiting.remove(list);
            try {
                list.answer().complete(Optional.of(html.of(list.view(present))));
            } catch (RuntimeException e) {
                // The others are answered anyway.
                list.answer().completeExceptionally(e);
            }
        }
    }

    private void askAgain(OpenList list) {
        waiting.remove(list);
        list.answer().complete(Optional.empty());
    }

    /** The heartbeat reports an unavailable database. */
    private static void failed(Throwable e) {
        boolean isExpected = e instanceof RuntimeException;
        (isExpected ? log.atDebug() : log.atError().setCause(e))
                .addKeyValue("event", "open-lists.failed")
                .addKeyValue("reason", FailureReason.of(e))
                .log("could not look for changes in open lists, will try again");
    }
}
