package dev.rollcall.page.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.Readers;
import dev.rollcall.RollcallTest;
import dev.rollcall.account.ProjectRole;
import dev.rollcall.signin.Visitor;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The page of the system. Who may open it is tested by PageAccessHttpTest. */
@RollcallTest
class SystemPageHttpTest {

    private static final String RELEASE = "release-of-this-test";

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Readers readers;

    private Visitor operator;

    @BeforeEach
    void signIn() {
        // No work of other tests waits, and none of their workers is at work.
        fixtures.clear();
        fixtures.jdbc()
                .sql("DELETE FROM process_heartbeats WHERE type = 'WORKER'")
                .update();
        operator = readers.signInOperator("en");
    }

    @AfterEach
    void stop() {
        fixtures.jdbc()
                .sql("DELETE FROM process_heartbeats WHERE release = :release")
                .param("release", RELEASE)
                .update();
    }

    @Test
    void theProcessesAreShownAndWithoutAWorkerThatComesFirst() {
        running("WEB", 0);
        running("WORKER", 60);

        String page = page("/system");
        assertThat(page).contains("No worker is running, so no alerts are sent", RELEASE, "Silent", "Running");

        running("WORKER", 0);
        assertThat(page("/system")).contains("Everything is working");
    }

    @Test
    void anOpenPageAsksOnlyForThePartThatChanges() {
        running("WEB", 0);
        running("WORKER", 0);
        assertThat(page("/system/live"))
                .contains("id=\"live\"", RELEASE, "Everything is working")
                .doesNotContain("<html", "API reference");
    }

    @Test
    void withoutScriptsTheFindingsAreAPageOfTheirOwn() {
        assertThat(page("/system/findings"))
                // What is wrong comes first.
                .containsSubsequence(
                        "<html", "start the worker process", "are OK", "the role may read and write every table")
                // Calling it would tell the watchdog that a worker is alive.
                .doesNotContain("WATCHDOG_URL");
    }

    @Test
    void onlyOperatorsSeeTheLinkAndItIsInTheirLanguage() {
        running("WEB", 0);
        assertThat(page("/projects/")).contains("href=\"/system\"");
        assertThat(Visitor.text(readers.signIn(fixtures.project().id(), ProjectRole.OWNER)
                        .get("/projects/")))
                .doesNotContain("/system");
        assertThat(Visitor.text(readers.signInOperator("de").get("/system")))
                .contains("Letztes Lebenszeichen", "Pings pro Sekunde");
    }

    private String page(String path) {
        MvcTestResult result = operator.get(path);
        assertThat(result).hasStatusOk();
        return Visitor.text(result);
    }

    private void running(String type, int secondsAgo) {
        fixtures.jdbc()
                .sql("""
                        INSERT INTO process_heartbeats
                            (process_id, type, release, started_at, seen_at, received_at, pings_per_second)
                        VALUES (:id, :type, :release, now() - interval '1 hour', now() - :ago * interval '1 second',
                            CASE WHEN :type = 'WEB' THEN now() END, CASE WHEN :type = 'WEB' THEN 2.5 END)
                        """)
                .param("id", UUID.randomUUID())
                .param("type", type)
                .param("release", RELEASE)
                .param("ago", secondsAgo)
                .update();
    }
}
