package factors;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Message;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import testing.Mail;
import testing.Postgres;
import tools.jackson.databind.JsonNode;

/** A report goes all the way: from the worker's recurring task through the queue to a mailbox. */
class ReportMailTest {

    private final RunningRelease release = RunningRelease.get();

    private final String mailbox = "reports-" + UUID.randomUUID() + "@example.com";

    @Test
    void aDailyReportArrivesOnce() throws Exception {
        JsonNode project = release.deploy().project();
        String key = project.get("api_key").asString();
        assertThat(release.web()
                        .post(
                                "/api/v3/channels/",
                                key,
                                "{\"kind\": \"email\", \"to\": \"" + mailbox + "\", \"report\": \"daily\"}")
                        .statusCode())
                .isEqualTo(201);
        Deploy.check(release.web(), key, "{\"name\": \"nightly backup\"}");
        // So that a whole day has passed for both, and its report is due in every time zone.
        for (String table : List.of("channels", "checks")) {
            execute("UPDATE " + table + " SET created_at = created_at - interval '3 days' WHERE project_id = '"
                    + project.get("project").asString() + "'");
        }

        runReports();
        Deploy.until(() -> received().size() == 1);
        Message report = received().get(0);
        assertThat(report.getSubject()).contains("Daily report");
        assertThat(Mail.text(report)).contains("nightly backup");

        runReports();
        Deploy.until(() -> nextRun().equals(List.of("t")));
        assertThat(received()).hasSize(1);
    }

    /** Instead of waiting for eight in the morning. */
    private void runReports() {
        Deploy.until(() -> !nextRun().isEmpty());
        execute("UPDATE scheduled_tasks SET execution_time = now() WHERE task_name = 'send-reports'");
    }

    /** Whether the task waits for a later time; empty before a worker has made it. */
    private List<String> nextRun() {
        return release.deploy()
                .database()
                .texts("SELECT execution_time > now() AND NOT picked FROM scheduled_tasks"
                        + " WHERE task_name = 'send-reports'");
    }

    private void execute(String sql) {
        Postgres.shared().executeIn(release.deploy().databaseUrl(), sql);
    }

    private List<Message> received() {
        return release.mail().received().stream()
                .filter(message -> Mail.header(message, "To").contains(mailbox))
                .toList();
    }
}
