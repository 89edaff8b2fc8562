package dev.rollcall.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.Readers;
import dev.rollcall.RollcallTest;
import dev.rollcall.account.ProjectRole;
import dev.rollcall.project.Caller;
import dev.rollcall.project.KeyKind;
import dev.rollcall.project.Projects;
import dev.rollcall.signin.Visitor;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import testing.App;

@RollcallTest
class ExportHttpTest {

    private static final String PATH = "/api/v3/project/export";

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Readers readers;

    @Autowired
    private ProjectExport export;

    @Autowired
    private ExportController controller;

    private Projects.NewProject project;

    @BeforeEach
    void makeProject() {
        project = fixtures.project();
        fixtures.ping(fixtures.check(project, "{\"name\": \"ünïcode\"}"), "/fail");
    }

    @Test
    void theAnswerEqualsTheOutputOfTheTask() {
        var written = new ByteArrayOutputStream();
        export.write(project.id(), written);

        MvcTestResult answer = fixtures.call(HttpMethod.GET, PATH, project.readWriteKey(), "");

        assertThat(answer).hasStatusOk().hasContentType("application/jsonl");
        assertThat(answer.getResponse().getHeader("Content-Disposition"))
                .isEqualTo("attachment; filename=\"rollcall-" + project.id() + ".jsonl\"");
        assertThat(withoutTime(answer.getResponse().getContentAsByteArray()))
                .isEqualTo(withoutTime(written.toByteArray()))
                .contains("ünïcode")
                .contains("\"kind\":\"end\"");
    }

    @Test
    void aHeadRequestReadsNothing() {
        MvcTestResult answer = fixtures.call(HttpMethod.HEAD, PATH, project.readWriteKey(), "");

        assertThat(answer).hasStatusOk().hasContentType("application/jsonl");
        assertThat(answer.getResponse().getContentAsByteArray()).isEmpty();
    }

    @Test
    void onlyAReadWriteKeyGetsAnExport() {
        assertThat(fixtures.call(HttpMethod.GET, PATH, project.readOnlyKey(), ""))
                .hasStatus(401);
        assertThat(fixtures.call(HttpMethod.GET, PATH, project.pingKey(), "")).hasStatus(401);
    }

    @Test
    void aSecondExportDuringASlowOneIsAskedToRetry() throws Exception {
        Visitor owner = readers.signIn(project.id(), ProjectRole.OWNER);
        var reading = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        CompletableFuture<Void> slow = CompletableFuture.runAsync(() -> exportTo(slowReader(reading, release)));
        assertThat(reading.await(App.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

        MvcTestResult refused = fixtures.call(HttpMethod.GET, PATH, project.readWriteKey(), "");
        MvcTestResult page = owner.get("/projects/" + project.id() + "/settings/transfer/export");
        MvcTestResult other =
                fixtures.call(HttpMethod.GET, PATH, fixtures.project().readWriteKey(), "");
        release.countDown();
        slow.get(App.PATIENCE.toSeconds(), TimeUnit.SECONDS);

        assertThat(other).as("of another project").hasStatusOk();
        assertThat(refused).hasStatus(503);
        assertThat(refused.getResponse().getHeader("Retry-After")).isNotNull();
        assertThat(page).hasStatus(503).hasHeader("Retry-After", "5");
        assertThat(Visitor.text(page)).contains("Too many requests of this kind");
        assertThat(fixtures.call(HttpMethod.GET, PATH, project.readWriteKey(), ""))
                .hasStatusOk();
    }

    @Test
    void aSlowExportLocksNothing() throws Exception {
        var reading = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        CompletableFuture<Void> slow = CompletableFuture.runAsync(() -> exportTo(slowReader(reading, release)));
        assertThat(reading.await(App.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        try {
            fixtures.jdbc()
                    .sql("DO $$ BEGIN LOCK TABLE pings, checks, channels IN ACCESS EXCLUSIVE MODE NOWAIT; END $$")
                    .update();
        } finally {
            release.countDown();
        }
        slow.get(App.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private void exportTo(MockHttpServletResponse response) {
        try {
            controller.export(
                    new Caller(project.id(), KeyKind.READ_WRITE, UUID.randomUUID(), "deploy"),
                    HttpMethod.GET,
                    response);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static MockHttpServletResponse slowReader(CountDownLatch reading, CountDownLatch release) {
        return new MockHttpServletResponse() {
            @Override
            public ServletOutputStream getOutputStream() {
                return new ServletOutputStream() {
                    @Override
                    public boolean isReady() {
                        return true;
                    }

                    @Override
                    public void setWriteListener(@Nullable WriteListener listener) {}

                    @Override
                    public void write(int one) {
                        reading.countDown();
                        try {
                            release.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                };
            }
        };
    }

    private static String withoutTime(byte[] lines) {
        return new String(lines, StandardCharsets.UTF_8).replaceFirst("\"exported_at\":\"[^\"]*\"", "");
    }
}
