package dev.rollcall.delivery;

import dev.rollcall.channel.Channels;
import dev.rollcall.delivery.QueueStore.Taking;
import dev.rollcall.platform.log.FailureReason;
import dev.rollcall.platform.process.WorkerProcess;
import dev.rollcall.platform.thread.LoopProgress;
import dev.rollcall.platform.thread.Threads;
import dev.rollcall.platform.worker.WorkerLiveness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes due deliveries from the queue and gives each to a thread of this worker. */
@Component
@WorkerProcess
class DeliveryDispatcher {

    static final String NAME = "deliveries";

    /** How often the queue is polled if nothing wakes this worker up. Polling finds the flips of other processes. */
    static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

    /**
     * The minimum time between two takes. In a burst, threads become free one by one, and one take serves several of
     * them.
     */
    private static final Duration TAKE_SPACING = Duration.ofMillis(5);

    private static final Logger log = LoggerFactory.getLogger(DeliveryDispatcher.class);

    private final DueDeliveries due;
    private final Channels channels;
    private final DeliverAlerts alerts;
    private final Leases leases;
    private final WorkerLiveness liveness;
    private final FairShare share;
    private final TakeDepth depth;
    private final ExecutorService threads;
    private final Semaphore bell = new Semaphore(0);
    private @Nullable UUID after;
    private long tookAt = System.nanoTime() - TAKE_SPACING.toNanos();
    private volatile boolean isMoreDue;
    private volatile boolean stopping;
    private volatile boolean aborted;

    DeliveryDispatcher(
            DueDeliveries due,
            Channels channels,
            DeliverAlerts alerts,
            Leases leases,
            WorkerLiveness liveness,
            DeliverySettings settings) {
        this.due = due;
        this.channels = channels;
        this.alerts = alerts;
        this.leases = leases;
        this.liveness = liveness;
        this.share = new FairShare(settings);
        this.depth = new TakeDepth(settings.ofChannel());
        this.threads = Threads.fixed("delivery", settings.concurrency());
    }

    /** Makes the next turn begin at once. */
    void ring() {
        if (bell.availablePermits() == 0) {
            bell.release();
        }
    }

    /** Waits to be woken up, or for the interval, and takes as many due deliveries as fit. */
    void dispatch(LoopProgress turns) throws InterruptedException {
        boolean ignored = bell.tryAcquire(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        bell.drainPermits();
        boolean isRoundOver = false;
        while (!isRoundOver && !stopping) {
            awaitSpacing();
            Taking taking = share.taking(leases.worker(), after, depth.current());
            isRoundOver = taking.limit() == 0 || take(taking);
            turns.turned();
        }
    }

    private void awaitSpacing() throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(tookAt + TAKE_SPACING.toNanos() - System.nanoTime());
        tookAt = System.nanoTime();
    }

    /** Takes once. Returns whether a later take has to wait for threads, or would find nothing. */
    private boolean take(Taking taking) {
        DueDeliveries.Due taken = due.take(taking);
        liveness.done(NAME, POLL_INTERVAL);
        boolean isFull = taken.channels().size() >= taking.limit();
        boolean isDeeper = depth.adjust(taking.limit(), taken.channels());
        isMoreDue = isFull || isDeeper || !taking.rooms().isEmpty();
        after = isFull ? last(taken.channels()) : null;
        begin(taken.attempts());
        if (isFull || taken.isFewer()) {
            ring();
        }
        return isFull || (taking.after() == null && !isDeeper);
    }

    /** The highest channel, in the order of the database. */
    private static UUID last(List<UUID> channels) {
        return channels.stream()
                .map(UUID::toString)
                .max(String::compareTo)
                .map(UUID::fromString)
                .orElseThrow();
    }

    private void begin(List<Attempt> taken) {
        List<Attempt> refused = new ArrayList<>();
        for (Attempt attempt : taken) {
            attempt.all().map(Attempt::taken).forEach(leases::add);
            String host = host(attempt);
            switch (share.begin(attempt, host)) {
                case NOW -> {
                    if (!execute(() -> make(attempt, host))) {
                        refused.add(attempt);
                    }
                }
                case REFUSED -> refused.add(attempt);
                case PARKED -> {}
            }
        }
        handBack(refused);
    }

    /** False when this worker is being stopped. */
    private boolean execute(Runnable work) {
        try {
            threads.execute(work);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** The host that the channel reaches; the id of the channel if it shares no host with others or cannot be read. */
    private String host(Attempt attempt) {
        try {
            return channels.kind(attempt.channel())
                    .receiver(attempt.channel().config())
                    .orElseGet(() -> attempt.taken().channelId().toString());
        } catch (RuntimeException e) {
            return attempt.taken().channelId().toString();
        }
    }

    /** Makes the delivery, and then those of the same host that were parked. */
    private void make(Attempt first, String host) {
        @Nullable Attempt next = first;
        while (next != null) {
            Attempt attempt = next;
            try {
                alerts.deliver(attempt);
            } catch (RuntimeException e) {
                FailedAttempts.withIds(log.atError().setCause(e), attempt)
                        .addKeyValue("event", "delivery.failed")
                        .addKeyValue("reason", FailureReason.kind(e))
                        .log("delivery was not made; it will be tried again when its lease has expired");
            } finally {
                if (!aborted) {
                    attempt.all().map(Attempt::taken).forEach(leases::remove);
                }
                next = share.end(attempt, host);
                if ((isMoreDue && share.isShort(host)) || isMoreDueAfter(attempt.taken())) {
                    ring();
                }
            }
        }
    }

    /** Later alerts of the check wait, or another delivery may be tried because this one was not sent after all. */
    private static boolean isMoreDueAfter(Taken taken) {
        return taken.turn().isBeforeOthers() || taken.recipient().isFailing();
    }

    /** Takes nothing more, and hands back what has not begun. */
    void stop() {
        stopping = true;
        threads.shutdown();
        handBack(share.unpark());
    }

    /** Waits for the deliveries under way. Returns false if some have not ended. */
    boolean join(Duration patience) throws InterruptedException {
        return threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Aborts the deliveries under way. Their leases stay, to be handed back. */
    void abort() {
        aborted = true;
        alerts.handBack();
        threads.shutdownNow();
    }

    private void handBack(List<Attempt> notMade) {
        if (!notMade.isEmpty()) {
            leases.handBack(
                    notMade.stream().flatMap(Attempt::all).map(Attempt::taken).toList());
        }
    }
}
