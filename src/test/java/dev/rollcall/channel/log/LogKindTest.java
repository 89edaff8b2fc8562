package dev.rollcall.channel.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.rollcall.channel.SampleAlert;
import dev.rollcall.channel.SampleNotice;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogKindTest {

    private final Logger log = (Logger) LoggerFactory.getLogger(LogKind.class);
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

    @Test
    void anAlertIsAnEventWithoutTheIdOfTheCheck() {
        var kind = new LogKind();

        kind.send(SampleAlert.down(Map.of(), "backup", ""));
        kind.send(SampleAlert.up(Map.of(), "backup"));
        kind.send(SampleAlert.reminder(1, Duration.ofHours(1), SampleAlert.down(Map.of(), "backup", "")));

        assertThat(events.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN, Level.INFO, Level.WARN);
        assertThat(events.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("a check went down", "a check went up", "a check is still down");
        assertThat(events.list)
                .allSatisfy(event -> assertThat(event.getKeyValuePairs().toString())
                        .contains(SampleAlert.UNIQUE_KEY, "backup")
                        .doesNotContain(SampleAlert.CHECK.value().toString()));
    }

    @Test
    void aNoticeIsAnEventWithItsFactsAndChecks() {
        var kind = new LogKind();

        SampleNotice.all(Map.of(), "backup").forEach(kind::send);

        assertThat(events.list)
                .extracting(ILoggingEvent::getLevel)
                .containsExactly(Level.WARN, Level.INFO, Level.INFO, Level.WARN);
        assertThat(events.list.get(0).getKeyValuePairs().toString())
                .contains("event=\"notice\"", "channel-failing", "backup", "the receiver answered 503");
        assertThat(events.list.get(3).getKeyValuePairs().toString()).contains("backup down");
    }
}
