package dev.rollcall.flip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.check.CheckRequests;
import dev.rollcall.check.Checks;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.check.state.CheckState;
import dev.rollcall.project.Projects;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import testing.App;

@RollcallTest
@Timeout(300)
class FlipOverdueChecksRaceTest {

    private static final int SWEEPERS = 4;
    private static final int PINGERS = 2;
    private static final int CHECKS = 400;
    private static final int PINGED = 60;
    private static final int BATCH = 7;
    private static final Instant LAST_PING = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant DEADLINE = LAST_PING.plusSeconds(120);

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private Checks checks;

    @Autowired
    private Flips flips;

    private final ExecutorService threads = Executors.newFixedThreadPool(SWEEPERS + PINGERS);
    private Projects.NewProject project;

    /** The sweep looks at the checks of all projects. */
    @BeforeEach
    void startWithNone() {
        fixtures.clear();
        project = fixtures.project();
        clock.set(LAST_PING);
    }

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void workersTogetherFlipEachOverdueCheckOnce() throws Exception {
        List<UUID> overdue = overdueChecks();

        atOnce(Stream.generate(this::sweeper).limit(SWEEPERS).toList());

        assertThat(flipped("UP", "DOWN", "TIMEOUT")).containsExactlyInAnyOrderElementsOf(overdue);
        assertThat(Sweeper.sweep(flips, clock.instant(), CHECKS)).isZero();
    }

    @Test
    void aCheckPingedDuringTheSweepEndsUpAndNoOtherIsMissed() throws Exception {
        List<UUID> all = overdueChecks();
        // The sweepers reach these checks last, because their deadlines are the latest.
        List<UUID> pinged = all.subList(CHECKS - PINGED, CHECKS);
        List<Callable<Void>> work = new ArrayList<>();
        for (int n = 0; n < PINGERS; n++) {
            List<UUID> part = pinged.subList(n * PINGED / PINGERS, (n + 1) * PINGED / PINGERS);
            work.add(() -> {
                part.forEach(check -> fixtures.ping(check, ""));
                return null;
            });
        }
        work.addAll(Stream.generate(this::sweeper).limit(SWEEPERS).toList());

        atOnce(work);

        List<UUID> downed = flipped("UP", "DOWN", "TIMEOUT");
        assertThat(downed).doesNotHaveDuplicates().containsAll(all.subList(0, CHECKS - PINGED));
        Set<UUID> downedFirst = pinged.stream().filter(downed::contains).collect(Collectors.toSet());
        // A ping after the sweep brought its check up again; the other pinged checks never went down.
        assertThat(flipped("DOWN", "UP", "PING")).containsExactlyInAnyOrderElementsOf(downedFirst);
        assertThat(pinged)
                .allSatisfy(check -> assertThat(
                                fixtures.show(project, check).get("status").asString())
                        .isEqualTo("up"));
        // They are still watched: without further pings each of them goes down once more.
        clock.advance(Duration.ofMinutes(2));
        sweeper().call();
        assertThat(flipped("UP", "DOWN", "TIMEOUT")).hasSize(downed.size() + PINGED);
    }

    /** A worker. Its batch is so small that every worker gets work. */
    private Callable<Void> sweeper() {
        return () -> {
            int looked;
            do {
                looked = Sweeper.sweep(flips, clock.instant(), BATCH);
            } while (looked > 0);
            return null;
        };
    }

    /** Checks that are all overdue now. Their deadlines are a millisecond apart. */
    private List<UUID> overdueChecks() {
        List<CheckId> made = new ArrayList<>();
        for (int n = 0; n < CHECKS; n++) {
            made.add(checks.create(project.id(), CheckRequests.of(Map.of("name", "check", "timeout", 60, "grace", 60)))
                    .id());
        }
        checks.save(checks.lock(made).stream()
                .map(check -> check.with(
                        CheckState.NEW.succeeded(LAST_PING.plusMillis(made.indexOf(check.id()) - CHECKS), null)))
                .toList());
        clock.set(DEADLINE);
        return made.stream().map(CheckId::value).toList();
    }

    private void atOnce(List<Callable<Void>> work) throws Exception {
        var ready = new CountDownLatch(work.size());
        List<Callable<Void>> together = new ArrayList<>();
        for (Callable<Void> part : work) {
            together.add(() -> {
                ready.countDown();
                ready.await();
                return part.call();
            });
        }
        for (Future<Void> done : threads.invokeAll(together, App.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            done.get();
        }
    }

    private List<UUID> flipped(String from, String to, String reason) {
        return fixtures.jdbc()
                .sql("SELECT check_id FROM flips WHERE from_status = :from AND to_status = :to AND reason = :reason")
                .param("from", from)
                .param("to", to)
                .param("reason", reason)
                .query(UUID.class)
                .list();
    }
}
