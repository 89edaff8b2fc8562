package dev.rollcall.platform.ingress;

import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.platform.time.DatabaseClock;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Sends the requests of this process to itself, and reports what changes. Used by one thread, once a second. */
@Component
@WebProcess
class IngressWatch {

    /** While all is well, a request every three seconds, or after one second if the silence of a job waits for it. */
    private static final int IDLE_TURNS = 2;

    /**
     * A network that does not lead back to itself is tried again now and then, because DNS may be set up after the
     * deploy.
     */
    private static final int IDLE_TURNS_UNREACHED = 14;

    private static final Logger log = LoggerFactory.getLogger(IngressWatch.class);

    private final Ingress ingress;
    private final SelfRequest request;
    private final IngressStore store;
    private final OwnAddresses own;
    private final DatabaseClock clock;
    private final AwaitedProof awaited;
    private final ApplicationEventPublisher events;
    private final String siteRoot;
    private boolean isCut;
    private int idleTurns;

    IngressWatch(
            Ingress ingress,
            SelfRequest request,
            IngressStore store,
            OwnAddresses own,
            DatabaseClock clock,
            AwaitedProof awaited,
            ApplicationEventPublisher events,
            Site site) {
        this.ingress = ingress;
        this.request = request;
        this.store = store;
        this.own = own;
        this.clock = clock;
        this.awaited = awaited;
        this.events = events;
        this.siteRoot = site.root();
    }

    void takeTurn() throws InterruptedException {
        boolean isAwaited = ingress.arrivals().state() == Arrivals.State.OPEN && awaited.isAwaited();
        if (idleTurns > 0 && !isAwaited) {
            idleTurns--;
            reportCut("");
            return;
        }
        send();
        if (isAwaited) {
            events.publishEvent(new AwaitedProofFound());
        }
    }

    private void send() throws InterruptedException {
        own.refresh();
        Instant beganAt = clock.instant();
        boolean wasBelieved = ingress.reach().isBelieved();
        Optional<String> failure = request.failure();
        Reach reach = ingress.update(known -> failure.isPresent() ? known.failed(beganAt) : known.answered(beganAt));
        if (failure.isEmpty()) {
            store.reached(siteRoot, beganAt);
        } else if (wasBelieved && !reach.isBelieved()) {
            store.forget(siteRoot);
        }
        idleTurns = idleTurns(reach);
        reportBelief(wasBelieved, reach.isBelieved(), failure.orElse(""));
        reportCut(failure.orElse(""));
    }

    private static int idleTurns(Reach reach) {
        if (reach.failures() == 0) {
            return IDLE_TURNS;
        }
        return reach.isBelieved() || reach.failures() < Reach.MAX_FAILURES ? 0 : IDLE_TURNS_UNREACHED;
    }

    private static void reportBelief(boolean before, boolean now, String reason) {
        if (!before && now) {
            log.atInfo()
                    .addKeyValue("event", "ingress.reached")
                    .log("SITE_ROOT leads to this deploy; from now on a cut is noticed");
        } else if (before && !now) {
            log.atWarn()
                    .addKeyValue("event", "ingress.ignored")
                    .addKeyValue("reason", reason)
                    .log("SITE_ROOT is reached from outside but not from here, so its failures are ignored");
        }
    }

    private void reportCut(String reason) {
        Arrivals arrivals = ingress.arrivals();
        if (arrivals.isCut() && !isCut) {
            log.atWarn()
                    .addKeyValue("event", "ingress.cut")
                    .addKeyValue("since", arrivals.provenAt())
                    .addKeyValue("reason", reason)
                    .log("SITE_ROOT does not lead to this process, and nothing else arrives");
        } else if (!arrivals.isCut() && isCut) {
            log.atInfo().addKeyValue("event", "ingress.restored").log("requests from outside can arrive again");
        }
        isCut = arrivals.isCut();
    }
}
