package dev.rollcall.delivery.page;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.channel.LinkToken;
import dev.rollcall.channel.SampleAlert;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.JdbcTemplate;
import testing.EventsOfThisThread;

/**
 * Whoever guesses links costs the database as little as possible. Counts the statements in the log of Spring's JDBC.
 */
@RollcallTest
class LinkCostTest {

    private static final Pattern LOOK_UP = Pattern.compile("FROM (deliveries|channels)");

    @Autowired
    private Fixtures fixtures;

    private final Logger statements = (Logger) LoggerFactory.getLogger(JdbcTemplate.class);
    private final EventsOfThisThread sent = new EventsOfThisThread();

    @BeforeEach
    void listen() {
        sent.start();
        statements.setLevel(Level.DEBUG);
        statements.setAdditive(false);
        statements.addAppender(sent);
    }

    @AfterEach
    void stopListening() {
        statements.detachAppender(sent);
        statements.setAdditive(true);
        statements.setLevel(null);
    }

    @ParameterizedTest
    @CsvSource({"GET, ACKNOWLEDGE", "POST, ACKNOWLEDGE", "GET, UNSUBSCRIBE", "POST, UNSUBSCRIBE"})
    void aForgedLinkCostsOneLookUpAndAnotherTextNone(String method, LinkToken.Action action) {
        LinkToken forged = LinkToken.of(action, UUID.randomUUID(), SampleAlert.SIGNING_SECRET);

        assertThat(statements(method, action, forged.toString())).isEqualTo(1);
        assertThat(statements(method, action, "x".repeat(44))).isZero();
        assertThat(statements(method, action, "!".repeat(43))).isZero();
    }

    private long statements(String method, LinkToken.Action action, String token) {
        sent.list.clear();
        String path = "/" + action.name().toLowerCase(Locale.ROOT) + "/" + token;
        assertThat(fixtures.http().method(HttpMethod.valueOf(method)).uri(path)).hasStatus(404);
        return sent.list.stream()
                .map(ILoggingEvent::getFormattedMessage)
                // Spring logs twice for each statement: that it runs one, and its text in brackets.
                .filter(text -> text.contains("[") && LOOK_UP.matcher(text).find())
                .count();
    }
}
