package dev.rollcall.platform.ingress;

import dev.rollcall.platform.database.BulkheadDataSource;
import dev.rollcall.platform.database.SchemaCurrent;
import dev.rollcall.platform.deploy.SiteSettings;
import dev.rollcall.platform.log.FailureReason;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.platform.thread.VitalLoop;
import dev.rollcall.platform.thread.VitalThreads;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Repeats the request of this process to itself, from when its port is open and the schema current until it begins to
 * stop. Does nothing if SITE_ROOT is not set.
 */
@Component
@WebProcess
class IngressThread implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(IngressThread.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final SiteSettings site;
    private final IngressWatch watch;
    private final VitalThreads threads;
    private boolean isOpen;
    private boolean isCurrent;
    private @Nullable VitalLoop loop;

    IngressThread(SiteSettings site, IngressWatch watch, VitalThreads threads) {
        this.site = site;
        this.watch = watch;
        this.threads = threads;
    }

    @EventListener(WebServerInitializedEvent.class)
    synchronized void portIsOpen() {
        isOpen = true;
        startWhenReady();
    }

    @EventListener(SchemaCurrent.class)
    synchronized void schemaIsCurrent() {
        isCurrent = true;
        startWhenReady();
    }

    /** The events start it. */
    @Override
    public void start() {}

    /** Stops first, because during DRAIN_DELAY the router no longer sends anything. */
    @Override
    public synchronized void stop() {
        isOpen = false;
        if (loop != null) {
            loop.interrupt();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return isOpen;
    }

    private void startWhenReady() {
        if (isOpen && isCurrent && loop == null && site.root() != null) {
            loop = threads.repeat(
                    "ingress", INTERVAL, turns -> BulkheadDataSource.runVital(watch::takeTurn), IngressThread::failed);
        }
    }

    /** The heartbeat reports an unavailable database. */
    private static void failed(Throwable e) {
        boolean isExpected = e instanceof RuntimeException;
        (isExpected ? log.atDebug() : log.atError().setCause(e))
                .addKeyValue("event", "ingress.failed")
                .addKeyValue("reason", FailureReason.of(e))
                .log("could not find out whether requests arrive, will try again");
    }
}
