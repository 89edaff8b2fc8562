package dev.rollcall.platform.start;

import dev.rollcall.platform.deploy.Release;
import dev.rollcall.platform.thread.HaltingEnd;
import dev.rollcall.platform.thread.ProcessEnd;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Logs the life of this process as events, in place of Spring Boot's own lines, which are prose. */
@Component
class ProcessLog {

    private static final Logger log = LoggerFactory.getLogger(ProcessLog.class);

    /** Logs the first line of every process, and a warning for each variable that is probably misspelt. */
    static void starting(Release release, Map<String, String> misspelt) {
        // Logging is configured now: from here on an uncaught exception is logged like any other event.
        ProcessEnd end = HaltingEnd.OF_JVM;
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> threadDied(thread, failure, end));
        log.atInfo()
                .addKeyValue("event", "process.starting")
                .addKeyValue("commit", release.commit())
                .addKeyValue("jar_sha256", release.jarSha256())
                .addKeyValue("java", release.java())
                .log("process is starting");
        misspelt.forEach((name, meant) -> log.atWarn()
                .addKeyValue("event", "config.unknown-variable")
                .addKeyValue("variable", name)
                .addKeyValue("nearest", meant)
                .log("unknown variable ignored; its name is probably misspelt"));
    }

    /** For the threads of all libraries. One that ran out of memory may be one that the process needs. */
    private static void threadDied(Thread thread, Throwable failure, ProcessEnd end) {
        if (ProcessEnd.isDue(failure)) {
            end.terminate("a thread died of a failure that the process cannot survive", failure);
        }
        log.atError()
                .addKeyValue("event", "thread.failed")
                .addKeyValue("failed_thread", thread.getName())
                .setCause(failure)
                .log("a thread died of an uncaught exception");
    }

    @EventListener
    void listening(WebServerInitializedEvent started) {
        log.atInfo()
                .addKeyValue("event", "web.listening")
                .addKeyValue("port", started.getWebServer().getPort())
                .log("listening for requests");
    }

    @EventListener(ApplicationReadyEvent.class)
    void started() {
        log.atInfo().addKeyValue("event", "process.started").log("process has started");
    }

    @EventListener(ContextClosedEvent.class)
    void stopping() {
        log.atInfo().addKeyValue("event", "process.stopping").log("process is stopping");
    }
}
