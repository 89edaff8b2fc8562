package testing;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

/** Keeps the log events of the thread that created it. Logback reads its name only on demand, which can be too late. */
public final class EventsOfThisThread extends ListAppender<ILoggingEvent> {

    private final Thread thread = Thread.currentThread();

    @Override
    protected void append(ILoggingEvent event) {
        if (Thread.currentThread() == thread) {
            super.append(event);
        }
    }
}
