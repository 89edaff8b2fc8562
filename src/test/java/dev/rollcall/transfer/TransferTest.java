package dev.rollcall.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.admin.TaskOptions;
import dev.rollcall.admin.TaskResult;
import dev.rollcall.admin.WrongUsageException;
import dev.rollcall.project.PortableTable;
import dev.rollcall.project.ProjectId;
import dev.rollcall.project.Projects;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Export and import on one database: the exported project is deleted, and the import must restore it. */
@RollcallTest
class TransferTest {

    /** Tables that belong to no project, or that an export leaves out on purpose. */
    private static final Set<String> STAY = Set.of(
            "deliveries",
            "notices",
            "reports",
            "channel_health",
            "scheduled_tasks",
            "process_heartbeats",
            "outages",
            "ingress",
            "excuses",
            "accounts",
            "audit_entries",
            "status_pages",
            "memberships",
            "sign_in_links",
            "provider_identities",
            "sign_in_attempts",
            "invitations",
            "user_entities",
            "user_credentials",
            "sessions",
            "sessions_attributes",
            "flyway_schema_history");

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private List<PortableTable> tables;

    @Autowired
    private PortableRowStore rows;

    @Autowired
    private ProjectExport export;

    @Autowired
    private ProjectImport projectImport;

    @Autowired
    private ExportProject exportTask;

    @Autowired
    private ImportProject importTask;

    private Projects.NewProject project = new Projects.NewProject(new ProjectId(new UUID(0, 0)), "", "", "");

    @Test
    void anUnusableFileIsNamedWithTheReason(@TempDir Path directory) {
        Path missing = directory.resolve("none/export.jsonl");
        assertThatThrownBy(() -> importTask.run(new TaskOptions(Map.of("file", missing.toString()))))
                .isInstanceOf(WrongUsageException.class)
                .hasMessage("--file: the file '" + missing + "' does not exist");
        assertThatThrownBy(() -> importTask.run(new TaskOptions(Map.of("file", directory.toString()))))
                .hasMessage("--file: '" + directory + "' is a directory");
        assertThatThrownBy(() -> exportTask.run(
                        new TaskOptions(Map.of("project", project.id().toString(), "file", missing.toString()))))
                .hasMessage("--file: the directory of '" + missing + "' does not exist");
        assertThatThrownBy(() -> exportTask.run(
                        new TaskOptions(Map.of("project", project.id().toString(), "file", directory.toString()))))
                .hasMessage("--file: '" + directory + "' is a directory");
    }

    @BeforeEach
    void aProjectWithSomethingOfEverything() {
        fixtures.clear();
        project = fixtures.project();
        String channel =
                "{\"kind\": \"webhook\", \"name\": \"ünïcode \\\"quoted\\\"\", \"url\": \"http://127.0.0.1:1/\"}";
        assertThat(fixtures.call(HttpMethod.POST, "/api/v3/channels/", project.readWriteKey(), channel))
                .hasStatus(201);
        String group = "{\"kind\": \"group\", \"name\": \"all\", \"channels\": \"ünïcode \\\"quoted\\\"\"}";
        assertThat(fixtures.call(HttpMethod.POST, "/api/v3/channels/", project.readWriteKey(), group))
                .hasStatus(201);
        UUID check = fixtures.check(
                project,
                "{\"name\": \"backups\", \"channels\": \"*\", \"expected_hosts\": 2, \"expected_period\": 600}");
        fixtures.check(
                project,
                "{\"schedule\": \"0 4 * * *\", \"tz\": \"Europe/Berlin\", \"depends_on\": [\"" + check + "\"]}");
        String window = "{\"name\": \"nightly\", \"schedule\": \"0 2 * * *\", \"duration\": 3600, \"tags\": \"db\","
                + " \"checks\": [\"" + check + "\"]}";
        assertThat(fixtures.call(HttpMethod.POST, "/api/v3/maintenance-windows/", project.readWriteKey(), window))
                .hasStatus(201);
        assertThat(fixtures.call(
                        HttpMethod.POST,
                        "/api/v3/checks/" + check + "/snooze",
                        project.readWriteKey(),
                        "{\"seconds\": 60}"))
                .hasStatusOk();
        fixtures.ping(check, "");
        fixtures.ping(check, "/fail");
        fixtures.ping(check, "");
        jdbc.sql("UPDATE pings SET body = '\\x00ff0a22'::bytea, duration_ms = 9007199254740993 WHERE n = 1")
                .update();
    }

    @Test
    void anImportRestoresEverythingThatWasExported() {
        List<String> before = content();
        String lines = exported();
        deleteProject();
        assertThat(content()).isEmpty();

        ProjectImport.Imported imported = imported(lines);

        assertThat(imported.existed()).isFalse();
        assertThat(content()).isEqualTo(before);
        assertThat(imported.counts())
                .containsEntry("check", 2L)
                .containsEntry("channel_member", 1L)
                .containsEntry("ping", 3L)
                .containsEntry("check_parent", 1L)
                .containsEntry("maintenance_window", 1L)
                .containsEntry("maintenance_window_check", 1L)
                .containsEntry("snooze", 1L)
                .containsEntry("flip", 3L);
    }

    @Test
    void keysStillWorkAfterwards() {
        String lines = exported();
        deleteProject();
        imported(lines);
        assertThat(fixtures.call(HttpMethod.GET, "/api/v3/checks/", project.readWriteKey(), ""))
                .hasStatus(200);
        assertThat(lines).doesNotContain(project.readWriteKey(), project.readOnlyKey(), project.pingKey());
    }

    @Test
    void everyTableOfAProjectIsExportedOrExcludedOnPurpose() {
        List<String> known = new ArrayList<>(STAY);
        tables.forEach(table -> known.add(table.table()));
        assertThat(jdbc.sql(
                                "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrderElementsOf(known);
    }

    /** Postgres has a transaction within the transaction, with a lock, for each savepoint that is not released. */
    @Test
    void aBatchThatIsWrittenLeavesNoSavepoint() {
        String lines = exported();
        deleteProject();
        var locks = new AtomicInteger();
        var end = new InputStream() {
            @Override
            public int read() {
                locks.set(jdbc.sql("""
                                SELECT count(*)
                                FROM pg_locks
                                WHERE locktype = 'transactionid' AND pid = pg_backend_pid()
                                """).query(Integer.class).single());
                return -1;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                return read();
            }
        };

        projectImport.read(new SequenceInputStream(stream(lines), end), true);

        assertThat(locks).hasValue(1);
    }

    @Test
    void importingAgainChangesNothingAndSaysSo() {
        String lines = exported();
        UUID later = fixtures.check(project, "{\"name\": \"made after the export\"}");
        List<String> before = content();

        assertThat(imported(lines).existed()).isTrue();
        assertThat(content()).isEqualTo(before).anyMatch(row -> row.contains(later.toString()));
    }

    @Test
    void aDryRunReadsEverythingAndKeepsNothing() {
        String lines = exported();
        deleteProject();
        ProjectImport.Imported would = projectImport.read(stream(lines), false);
        assertThat(would.existed()).isFalse();
        assertThat(would.counts()).containsEntry("check", 2L);
        assertThat(content()).isEmpty();
    }

    @Test
    void aTruncatedExportImportsNothing() {
        String lines = exported();
        deleteProject();
        for (int keep : new int[] {lines.length() - 2, lines.lastIndexOf("{\"kind\":\"end\""), lines.length() / 2}) {
            assertThatThrownBy(() -> imported(lines.substring(0, keep)))
                    .as("cut after %s of %s characters", keep, lines.length())
                    .isInstanceOf(ImportException.class)
                    .hasMessageContaining("cut");
            assertThat(content()).isEmpty();
        }
    }

    @Test
    void aMissingRowInTheMiddleIsDetected() {
        List<String> lines = new ArrayList<>(exported().lines().toList());
        deleteProject();
        lines.removeIf(line -> line.startsWith("{\"kind\":\"ping\"") && line.contains("\"n\":2"));
        assertThatThrownBy(() -> imported(String.join("\n", lines)))
                .isInstanceOf(ImportException.class)
                .hasMessage("line %s counts 3 rows of kind ping, but there are 2", lines.size());
        assertThat(content()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"kind\":\"dashboard\",\"row\":{}} | is of kind 'dashboard', which this release does not know",
                "{\"kind\":\"check\",\"row\":{\"colour\":1}} | has a column 'colour', which this release does not know",
                "{\"kind\":\"a\\nb\\u001b\",\"row\":{}} | is of kind 'a\\nb\\u001b', which this release does not know",
                "{\"kind\":\"check\",\"row\":{\"\\n0123456789012345678901234567890123456789012345678901234567890123456789\":1}}"
                        + "| has a column '\\n0123456789012345678901234567890123456789012345678901234567...', which this"
                        + " release does not know",
                "{\"kind\":\"check\"} | has no row",
                "{\"row\":{}} | has no kind",
                "not json | is not JSON; was it cut?"
            })
    void anInvalidLineIsNamed(String line, String complaint) {
        List<String> lines = new ArrayList<>(exported().lines().toList());
        deleteProject();
        lines.add(3, line);
        assertThatThrownBy(() -> imported(String.join("\n", lines)))
                .isInstanceOf(ImportException.class)
                .hasMessage("line 4 " + complaint);
        assertThat(content()).isEmpty();
    }

    @Test
    void anotherFormatIsRefused() {
        String later = exported().replaceFirst("\"format\":1", "\"format\":2");
        deleteProject();
        assertThatThrownBy(() -> imported(later))
                .isInstanceOf(ImportException.class)
                .hasMessage("line 1 says format 2, this release reads format 1");
    }

    @Test
    void aFileThatIsNotAnExportIsRefused() {
        assertThatThrownBy(() -> imported("{\"kind\":\"check\",\"row\":{}}\n"))
                .isInstanceOf(ImportException.class)
                .hasMessage("line 1 is not the beginning of an export of a project");
        assertThatThrownBy(() -> imported("")).isInstanceOf(ImportException.class);
    }

    @Test
    void anIdOfAnotherProjectIsRefused() {
        String lines = exported();
        ProjectId other = new ProjectId(UUID.randomUUID());
        assertThatThrownBy(() -> imported(lines.replace(project.id().toString(), other.toString())))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("exists already, in another project");
        assertThat(jdbc.sql("SELECT count(*) FROM projects").query(Long.class).single())
                .isEqualTo(1);
    }

    @Test
    void rowsOfAnotherProjectAreRefused() {
        Projects.NewProject other = fixtures.project();
        UUID theirs = fixtures.check(other, "{}");
        List<String> lines = new ArrayList<>(exported().lines().toList());
        deleteProject();
        lines.replaceAll(line -> line.startsWith("{\"kind\":\"flip\"")
                ? line.replaceFirst("\"check_id\":\"[^\"]*\"", "\"check_id\":\"" + theirs + "\"")
                : line);
        assertThatThrownBy(() -> imported(String.join("\n", lines)))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("flip in line")
                .hasMessageContaining("does not belong to the project");
    }

    @ParameterizedTest
    @CsvSource({"check_parent, parent_id", "maintenance_window_check, check_id"})
    void aRowThatRefersToACheckOfAnotherProjectIsRefused(String kind, String column) {
        UUID theirs = fixtures.check(fixtures.project(), "{}");
        List<String> lines = new ArrayList<>(exported().lines().toList());
        deleteProject();
        lines.replaceAll(line -> line.startsWith("{\"kind\":\"" + kind + "\"")
                ? line.replaceFirst("\"" + column + "\":\"[^\"]*\"", "\"" + column + "\":\"" + theirs + "\"")
                : line);
        assertThatThrownBy(() -> imported(String.join("\n", lines)))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining(kind + " in line")
                .hasMessageContaining("does not belong to the project");
    }

    @Test
    void aRowThatTheDatabaseRefusesIsNotRepeatedBecauseItMayHoldASecret() {
        String broken = exported().replaceFirst("\"name\":\"ünïcode[^,]*,", "\"name\":null,");
        List<String> secrets = jdbc.sql("SELECT signing_secret FROM channels")
                .query(String.class)
                .list();
        deleteProject();
        assertThatThrownBy(() -> imported(broken))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("channel in line")
                .message()
                .doesNotContain(secrets);
        assertThat(content()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "check | \"time_zone\":\"Europe/Berlin\" | \"time_zone\":\"Mars/Phobos\" | time_zone is not a valid timezone",
                "check | \"cron\":\"0 4 \\* \\* \\*\" | \"cron\":\"61 4 * * *\" | cron is not a valid cron or OnCalendar expression",
                "check | \"grace_seconds\":3600 | \"grace_seconds\":9223372036854775807 | grace_seconds is too large",
                "check | \"grace_seconds\":3600 | \"grace_seconds\":99999999999999999999 | grace_seconds is not a whole number, or out of range",
                "check | \"grace_seconds\":3600 | \"grace_seconds\":\"60\" | grace_seconds is not a whole number, or out of range",
                "check | \"grace_seconds\":3600 | \"grace_seconds\":1 | grace_seconds is too small",
                "check | \"period_seconds\":86400 | \"period_seconds\":31536001 | period_seconds is too large",
                "check | \"period_seconds\":86400 | \"period_seconds\":-1 | period_seconds is too small",
                "check | \"slug\":\"[^\"]*\" | \"slug\":\"Not A Slug\" | slug does not match pattern",
                "check | \"methods\":\"\" | \"methods\":\"GET\" | methods has unexpected value",
                "check | \"tags\":\"\" | \"tags\":7 | tags is not a string, or contains a null character",
                "check | \"tags\":\"\" | \"tags\":\"\\u0000\" | tags is not a string, or contains a null character",
                "check | \"manual_resume\":false | \"manual_resume\":\"no\" | manual_resume is not a boolean",
                "check | \"created_at\":\"[^\"]*\" | \"created_at\":\"infinity\" | created_at is not a time, or out of range",
                "check_state | \"last_ping_at\":\"[^\"]*\" | \"last_ping_at\":\"-infinity\" | last_ping_at is not a time, or out of range",
                "check_state | \"ping_count\":3 | \"ping_count\":9223372036854775808 | ping_count is not a whole number, or out of range",
                "maintenance_window | \"time_zone\":\"UTC\" | \"time_zone\":\"Mars/Phobos\" | time_zone is not a valid timezone",
                "maintenance_window | \"cron\":\"0 2 \\* \\* \\*\" | \"cron\":\"61 2 * * *\" | cron is not a valid cron or OnCalendar expression",
                "maintenance_window | \"duration_seconds\":3600 | \"duration_seconds\":0 | duration_seconds is too small",
                "maintenance_window | \"name\":\"nightly\" | \"name\":\"\" | name must have 1 to 100 characters",
                "channel | \"kind\":\"webhook\" | \"kind\":\"pigeon\" | kind must be one of alertmanager, apprise",
                "channel | \"url_down\": \"http://127.0.0.1:1/\" | \"url_down\": \"ftp://h/\" | url_down must be an http",
                "channel | \"signing_secret\":\"whsec_ | \"signing_secret\":\" | signing_secret is not a secret of Standard Webhooks",
                "ping | \"received_at\":\"[^\"]*\" | \"received_at\":\"tomorrow\" | received_at is not a time, or out of range",
                "ping | \"body\":\"[^\"]*\" | \"body\":\"text\" | body is not hexadecimal"
            })
    void aValueThatTheApiRefusesIsRefusedWithItsLineAndColumn(
            String kind, String found, String replacement, String fault) {
        List<String> lines = new ArrayList<>(exported().lines().toList());
        deleteProject();
        int changed = -1;
        for (int n = 0; n < lines.size() && changed < 0; n++) {
            String other = lines.get(n).replaceFirst(found, Matcher.quoteReplacement(replacement));
            if (lines.get(n).startsWith("{\"kind\":\"" + kind + "\"") && !other.equals(lines.get(n))) {
                lines.set(n, other);
                changed = n + 1;
            }
        }
        assertThat(changed).as("a line with %s", found).isPositive();

        assertThatThrownBy(() -> imported(String.join("\n", lines)))
                .isInstanceOf(ImportException.class)
                .hasMessageStartingWith("line " + changed + " has a " + kind + " that cannot be imported: " + fault);
        assertThat(content()).isEmpty();
    }

    @Test
    void aRefusedRowAmongManyIsNamed() {
        List<String> lines = new ArrayList<>(exported().lines().toList());
        deleteProject();
        int second = lines.lastIndexOf(lines.stream()
                .filter(line -> line.contains("\"n\":2,"))
                .findFirst()
                .orElseThrow());
        lines.replaceAll(
                line -> line.contains("\"n\":2,") ? line.replace("\"kind\":\"FAIL\"", "\"kind\":\"WHO\"") : line);

        assertThatThrownBy(() -> imported(String.join("\n", lines)))
                .isInstanceOf(ImportException.class)
                .hasMessageStartingWith("ping in line " + (second + 1) + ": ")
                .hasMessageContaining("pings_kind_is_known");
        assertThat(content()).isEmpty();
    }

    @Test
    void aCheckWithAnExpiredScheduleMovesWithItsProject() {
        jdbc.sql("UPDATE checks SET cron = '2010-01-01 00:00' WHERE cron IS NOT NULL")
                .update();
        String lines = exported();
        deleteProject();

        assertThat(imported(lines).counts()).containsEntry("check", 2L);
    }

    @Test
    void aColumnThatAnOlderReleaseDidNotHaveGetsItsDefault() {
        String older =
                exported().replaceAll(",\"request_id\":[^,}]*", "").replaceAll(",\"last_duration_ms\":[^,}]*", "");
        deleteProject();
        assertThat(imported(older).existed()).isFalse();
        assertThat(content()).isNotEmpty();
    }

    @Test
    void manyRowsMoveInBatches() {
        jdbc.sql("""
                        INSERT INTO pings (check_id, n, kind, received_at, scheme, method, body)
                        SELECT id, n, 'SUCCESS', now(), 'http', 'POST', convert_to(repeat('x', 1000), 'UTF8')
                        FROM checks, generate_series(10, 3000) AS n
                        """).update();
        List<String> before = content();
        String lines = exported();
        deleteProject();
        imported(lines);
        assertThat(content()).isEqualTo(before);
    }

    @Test
    void aFileIsReadableByItsOwnerOnlyAndExistsOnlyWhenComplete(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("project.ndjson");
        var options = new TaskOptions(Map.of("project", project.id().toString(), "file", file.toString()));

        var result = (TaskResult.Facts) exportTask.run(options);

        assertThat(result.facts().get("check_rows")).isEqualTo(2L);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var all = Files.list(directory)) {
            assertThat(all).containsExactly(file);
        }
        deleteProject();
        var imported = (TaskResult.Facts) importTask.run(new TaskOptions(Map.of("file", file.toString())));
        assertThat(imported.facts().get("result")).isEqualTo("imported");
        assertThat(imported.facts().get("ping_rows")).isEqualTo(3L);
    }

    @Test
    void anUnknownProjectCannotBeExported() {
        assertThatThrownBy(() -> exportTask.run(
                        new TaskOptions(Map.of("project", UUID.randomUUID().toString()))))
                .isInstanceOf(WrongUsageException.class)
                .hasMessageContaining("names no project");
    }

    private String exported() {
        var out = new ByteArrayOutputStream();
        export.write(project.id(), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private ProjectImport.Imported imported(String lines) {
        return projectImport.read(stream(lines), true);
    }

    private static ByteArrayInputStream stream(String lines) {
        return new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8));
    }

    private void deleteProject() {
        jdbc.sql("DELETE FROM projects WHERE id = :id")
                .param("id", project.id().value())
                .update();
    }

    /** All exported rows of all projects, without the numbers that the database assigns. */
    private List<String> content() {
        List<String> content = new ArrayList<>();
        for (PortableTable table : tables) {
            content.addAll(jdbc.sql("SELECT '" + table.kind() + "' || row_to_json(r)::text FROM (SELECT "
                            + String.join(", ", rows.columns(table)) + " FROM " + table.table() + " t ORDER BY "
                            + table.order() + ") r")
                    .query(String.class)
                    .list());
        }
        return content;
    }
}
