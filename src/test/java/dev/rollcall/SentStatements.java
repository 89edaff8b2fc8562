package dev.rollcall;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.JpaTransactionManager;
import testing.EventsOfThisThread;

/** The SQL statements and transactions of the thread that created it, as Spring logs them. */
public final class SentStatements implements AutoCloseable {

    private static final String EXECUTING = "Executing prepared SQL statement ";
    private static final List<Logger> LOGGERS = List.of((Logger) LoggerFactory.getLogger(JdbcTemplate.class), (Logger)
            LoggerFactory.getLogger(JpaTransactionManager.class));

    private final EventsOfThisThread sent = new EventsOfThisThread();

    private SentStatements() {}

    public static SentStatements listen() {
        var listening = new SentStatements();
        listening.sent.start();
        for (Logger logger : LOGGERS) {
            logger.setLevel(Level.DEBUG);
            logger.setAdditive(false);
            logger.addAppender(listening.sent);
        }
        return listening;
    }

    /** Forgets what was sent until now. */
    public void clear() {
        sent.list.clear();
    }

    public List<String> statements() {
        return messages(EXECUTING).stream()
                // Each process reads them every 15 seconds, whoever asks.
                .filter(message -> !message.contains("FROM status_pages"))
                .toList();
    }

    public List<String> transactions() {
        return messages("Creating new transaction");
    }

    private List<String> messages(String begin) {
        return sent.list.stream()
                .filter(event -> event.getLevel() == Level.DEBUG)
                .map(ILoggingEvent::getFormattedMessage)
                .filter(message -> message.startsWith(begin))
                .toList();
    }

    @Override
    public void close() {
        for (Logger logger : LOGGERS) {
            logger.detachAppender(sent);
            logger.setAdditive(true);
            logger.setLevel(null);
        }
    }
}
