package dev.rollcall.statuspage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.project.ProjectId;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Two requests that change a status page at the same time have the same effect as one after the other. */
@RollcallTest
@Timeout(300)
class StatusPageRaceTest {

    @Autowired
    private StatusPages pages;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private TransactionTemplate transactions;

    private ProjectId project;
    private String slug;

    @BeforeEach
    void makeProject() {
        project = fixtures.project().id();
        slug = UUID.randomUUID().toString();
    }

    @Test
    void neitherTakesBackWhatTheOtherHasChanged() {
        pages.set(project, fields("Acme", slug, false));

        whileAnotherWaits(fields(null, null, true), fields("Acme status", null, null));

        StatusPage page = pages.find(project).orElseThrow();
        assertThat(page.title()).isEqualTo("Acme status");
        assertThat(page.isPublic()).isTrue();
    }

    @Test
    void theFirstTwoAreNoException() {
        whileAnotherWaits(fields("Acme", slug, true), fields("Acme status", slug, null));

        StatusPage page = pages.find(project).orElseThrow();
        assertThat(page.title()).isEqualTo("Acme status");
        assertThat(page.isPublic()).isTrue();
    }

    /** Sets the first fields. A request with the second ones begins before the first is committed. */
    private void whileAnotherWaits(StatusPageRequest first, StatusPageRequest second) {
        CompletableFuture<Void> waiting = transactions.execute(open -> {
            pages.set(project, first);
            var process = new CompletableFuture<Integer>();
            CompletableFuture<Void> other = CompletableFuture.runAsync(() -> set(second, process::complete));
            int pid = process.join();
            Awaitility.await().pollInterval(Duration.ofMillis(10)).until(() -> isBlocked(pid));
            return other;
        });
        waiting.join();
    }

    /** @param process is told the process of the server that does it */
    private void set(StatusPageRequest fields, IntConsumer process) {
        transactions.executeWithoutResult(open -> {
            process.accept(fixtures.jdbc()
                    .sql("SELECT pg_backend_pid()")
                    .query(Integer.class)
                    .single());
            pages.set(project, fields);
        });
    }

    private static StatusPageRequest fields(@Nullable String title, @Nullable String slug, @Nullable Boolean isPublic) {
        return new StatusPageRequest(title, slug, null, isPublic);
    }

    private boolean isBlocked(int pid) {
        return fixtures.jdbc()
                .sql("SELECT cardinality(pg_blocking_pids(:pid)) > 0")
                .param("pid", pid)
                .query(Boolean.class)
                .single();
    }
}
