package dev.rollcall.flip;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.StatusChange;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class FlipLogTest {

    private final Logger log = (Logger) LoggerFactory.getLogger(FlipLog.class);
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.setLevel(Level.INFO);
        events.start();
        log.addAppender(events);
    }

    @AfterEach
    void stopListening() {
        log.detachAppender(events);
        log.setLevel(null);
    }

    /** Everyone who knows the id can ping the check. */
    @Test
    void aFlipIsLoggedWithTheKeyOfItsCheckAndNotWithItsId() {
        CheckId check = CheckId.random();
        var change =
                new StatusChange(check, CheckStatus.UP, CheckStatus.DOWN, StatusChange.Reason.TIMEOUT, Instant.EPOCH);

        new FlipLog().recorded(new FlipsRecorded(List.of(new Flip(1, change))));

        assertThat(events.list).hasSize(1);
        assertThat(events.list.get(0).getKeyValuePairs().toString())
                .contains("check.flipped", check.uniqueKey())
                .doesNotContain(check.toString());
    }
}
