package dev.rollcall.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.project.Projects;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

/** Simultaneous requests that select the same check create only one. */
@RollcallTest
@Timeout(300)
class UpsertRaceTest {

    private static final int CALLERS = 8;

    @Autowired
    private Fixtures fixtures;

    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);

    @AfterEach
    void stop() {
        callers.shutdownNow();
    }

    @RepeatedTest(5)
    void eightRequestsAtOnceCreateOneCheckAndOneAnswerSaysSo() throws Exception {
        Projects.NewProject project = fixtures.project();
        var start = new CyclicBarrier(CALLERS);
        List<Integer> statuses = each(caller -> {
            start.await();
            return upsert(
                    project, "{\"name\": \"Backup\", \"desc\": \"%d\", \"unique\": [\"name\"]}".formatted(caller));
        });
        assertThat(Collections.frequency(statuses, 201)).as(statuses.toString()).isOne();
        assertThat(Collections.frequency(statuses, 200)).as(statuses.toString()).isEqualTo(CALLERS - 1);
        assertThat(checks(project)).isOne();
    }

    @RepeatedTest(2)
    void requestsForDifferentChecksCreateThemAll() throws Exception {
        Projects.NewProject project = fixtures.project();
        var start = new CyclicBarrier(CALLERS);
        List<Integer> statuses = each(caller -> {
            start.await();
            return upsert(project, "{\"name\": \"Backup %d\", \"unique\": [\"name\"]}".formatted(caller));
        });
        assertThat(statuses).containsOnly(201);
        assertThat(checks(project)).isEqualTo(CALLERS);
    }

    private int upsert(Projects.NewProject project, String fields) {
        return fixtures.call(HttpMethod.POST, "/api/v3/checks/", project.readWriteKey(), fields)
                .getResponse()
                .getStatus();
    }

    private int checks(Projects.NewProject project) {
        return fixtures.json(fixtures.call(HttpMethod.GET, "/api/v3/checks/", project.readWriteKey(), ""))
                .get("checks")
                .size();
    }

    private List<Integer> each(Call call) throws Exception {
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            int number = caller;
            calls.add(() -> call.by(number));
        }
        List<Integer> answers = new ArrayList<>();
        for (Future<Integer> answer : callers.invokeAll(calls)) {
            answers.add(answer.get());
        }
        return answers;
    }

    /** The work of each caller. */
    private interface Call {
        int by(int caller) throws Exception;
    }
}
