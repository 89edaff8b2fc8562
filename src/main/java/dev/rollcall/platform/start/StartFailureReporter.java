package dev.rollcall.platform.start;

import dev.rollcall.platform.log.Causes;
import dev.rollcall.platform.log.FailureReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.web.server.PortInUseException;

/** Logs a failed start as one line of the event stream. Spring Boot's own report is a page of text. */
class StartFailureReporter implements SpringBootExceptionReporter {

    private static final Logger log = LoggerFactory.getLogger(StartFailureReporter.class);

    @Override
    public boolean reportException(Throwable failure) {
        Causes.find(failure, PortInUseException.class)
                .ifPresentOrElse(StartFailureReporter::refused, () -> failed(failure));
        return true;
    }

    private static void refused(PortInUseException inUse) {
        log.atError()
                .addKeyValue("event", "process.refused")
                .log("cannot start: PORT {} is in use by another process", inUse.getPort());
    }

    private static void failed(Throwable failure) {
        log.atError()
                .addKeyValue("event", "process.failed")
                .addKeyValue("reason", FailureReason.of(failure))
                .setCause(failure)
                .log("process could not start");
    }
}
