package dev.rollcall.check;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.project.Projects;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.JdbcTemplate;
import testing.EventsOfThisThread;

/**
 * The number of statements of a request does not depend on the rows in the database. They are counted in the log of
 * Spring's JDBC and of Hibernate, on the thread of the request.
 */
@RollcallTest
class ListStatementsTest {

    private static final List<String> SOURCES = List.of(JdbcTemplate.class.getName(), "org.hibernate.SQL");

    @Autowired
    private Fixtures fixtures;

    private final EventsOfThisThread sent = new EventsOfThisThread();
    private final Map<Logger, Level> levels = new java.util.LinkedHashMap<>();
    private Projects.NewProject project;

    @BeforeEach
    void listen() {
        project = fixtures.project();
        sent.start();
        for (String source : SOURCES) {
            Logger logger = (Logger) LoggerFactory.getLogger(source);
            levels.put(logger, logger.getLevel() == null ? Level.WARN : logger.getLevel());
            logger.setLevel(Level.DEBUG);
            logger.setAdditive(false);
            logger.addAppender(sent);
        }
    }

    @AfterEach
    void stopListening() {
        levels.forEach((logger, level) -> {
            logger.detachAppender(sent);
            logger.setAdditive(true);
            logger.setLevel(level);
        });
    }

    @Test
    void theListNeedsAsManyStatementsForThirtyChecksAsForOne() {
        channel();
        channel();
        make(1);
        List<String> forOne = statements("/api/v3/checks/");
        make(29);
        List<String> forThirty = statements("/api/v3/checks/");
        assertThat(forThirty)
                .as("the key, the checks, their channels, what mutes them")
                .hasSize(4)
                .isEqualTo(forOne);
    }

    @Test
    void everyReadNeedsAHandfulOfStatements() {
        channel();
        make(10);
        UUID id = fixtures.check(project, "{\"channels\": \"*\"}");
        fixtures.ping(id, "");
        fixtures.ping(id, "/fail");
        Map<String, Integer> counts = new TreeMap<>();
        for (String path :
                List.of("/api/v1/checks/?tag=a&tag=b", "/api/v2/checks/" + id, "/api/v3/checks/" + id + "/flips/")) {
            counts.put(path, statements(path).size());
        }
        counts.put("/api/v3/channels/", statements("/api/v3/channels/").size());
        assertThat(counts.values()).as(counts.toString()).allMatch(count -> count >= 2 && count <= 4);
    }

    private void make(int checks) {
        for (int n = 0; n < checks; n++) {
            fixtures.check(project, "{\"tags\": \"a b\", \"channels\": \"*\"}");
        }
    }

    private void channel() {
        assertThat(fixtures.call(HttpMethod.POST, "/api/v3/channels/", project.readWriteKey(), "{\"kind\": \"log\"}"))
                .hasStatus(201);
    }

    private List<String> statements(String path) {
        sent.list.clear();
        assertThat(fixtures.call(HttpMethod.GET, path, project.readWriteKey(), ""))
                .hasStatusOk();
        List<String> statements = new ArrayList<>();
        for (ILoggingEvent event : List.copyOf(sent.list)) {
            String text = event.getFormattedMessage();
            // Spring logs twice for each statement: that it runs one, and its text in brackets.
            if (text.contains("[")) {
                statements.add(text);
            } else if (event.getLoggerName().equals("org.hibernate.SQL")) {
                statements.add(text);
            }
        }
        return statements;
    }
}
