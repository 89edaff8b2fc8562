package dev.rollcall.outage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.check.CheckRequests;
import dev.rollcall.check.Checks;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.check.state.CheckState;
import dev.rollcall.check.state.LockedCheck;
import dev.rollcall.flip.Flips;
import dev.rollcall.flip.Sweeper;
import dev.rollcall.platform.worker.SimulatedWeb;
import dev.rollcall.project.Projects;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/**
 * Web is away for ten minutes of simulated time. Of 1,000 jobs with all kinds of schedules, 980 live on; each ping that
 * they send meanwhile is lost. Twenty die.
 */
@RollcallTest
class OutageSimulationTest {

    private static final int JOBS = 1_000;
    private static final int EVERY_NTH_DIES = 50;
    private static final int KINDS = 4;
    private static final Instant START = Instant.parse("2030-03-15T09:40:00Z");
    private static final Instant BEGAN = Instant.parse("2030-03-15T12:00:00Z");
    private static final Instant ENDED = Instant.parse("2030-03-15T12:10:00Z");
    private static final Instant END = Instant.parse("2030-03-15T15:30:00Z");
    private static final Duration STEP = Duration.ofSeconds(20);
    private static final List<String> ZONES =
            List.of("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe");

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private Checks checks;

    @Autowired
    private Flips flips;

    @Autowired
    private Excuses excuses;

    @Autowired
    private ExcuseStore store;

    @Autowired
    private ApplicationContext context;

    private final Random random = new Random(15);
    private Projects.NewProject project;
    private SimulatedWeb web;

    @BeforeEach
    void startWithNone() {
        fixtures.clear();
        web = SimulatedWeb.of(context);
        project = fixtures.project();
    }

    @AfterEach
    void clear() {
        web.end();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noLivingJobIsReportedAndEachDeadOneWithinItsGrace(boolean workersWereThere) {
        List<Job> jobs = jobs();
        Map<CheckId, Instant> down = new HashMap<>();
        clock.set(START);
        web.beats(START);

        for (Instant now = START.plus(STEP); !now.isAfter(END); now = now.plus(STEP)) {
            clock.set(now);
            boolean isAway = now.isAfter(BEGAN) && now.isBefore(ENDED);
            send(jobs, now);
            if (now.equals(ENDED)) {
                if (workersWereThere) {
                    // The worker is faster than the heartbeat.
                    Sweeper.sweep(flips, now, JOBS);
                }
                web.restart();
                web.beats(now);
            } else if (!isAway) {
                web.receives(now);
            } else if (workersWereThere) {
                web.workerBeats(now);
            }
            if (!isAway || workersWereThere) {
                work(now);
            }
            for (CheckId flipped : flipped()) {
                down.putIfAbsent(flipped, now);
            }
        }

        List<Job> dead = jobs.stream().filter(job -> job.dies).toList();
        assertThat(dead).hasSize(JOBS / EVERY_NTH_DIES);
        assertThat(down.keySet())
                .as("false alerts, or missing ones")
                .containsExactlyInAnyOrderElementsOf(
                        dead.stream().map(job -> job.id).toList());
        assertThat(dead).allSatisfy(job -> {
            Instant expected = Objects.requireNonNull(job.check.schedule().nextAfter(ENDED));
            assertThat(down.get(job.id))
                    .isBeforeOrEqualTo(expected.plus(job.check.grace()).plus(STEP));
        });
        assertThat(store.count()).isGreaterThan(JOBS / 4).isLessThanOrEqualTo(JOBS);
        assertThat(jobs.stream().filter(this::wouldBeReportedIfItsDeadlineMovedByTheLengthOfTheOutage))
                .as("living jobs that a simpler rule reports")
                .hasSizeGreaterThan(50);
    }

    private boolean wouldBeReportedIfItsDeadlineMovedByTheLengthOfTheOutage(Job job) {
        Instant signal = job.firstAfter;
        return signal != null
                && fixtures.jdbc()
                        .sql("SELECT old_down_after FROM excuses WHERE check_id = :check")
                        .param("check", job.id.value())
                        .query((row, n) -> row.getTimestamp("old_down_after").toInstant())
                        .optional()
                        .filter(before ->
                                before.plus(Duration.between(BEGAN, ENDED)).isBefore(signal))
                        .isPresent();
    }

    /** What each worker repeats. */
    private void work(Instant now) {
        Sweeper.sweep(flips, now, JOBS);
        while (excuses.excuseSome(100)) {
            // Until there is nothing to do.
        }
        Sweeper.sweep(flips, now, JOBS);
    }

    /** All signals since the last step, in their order. Those of the outage are lost. */
    private void send(List<Job> jobs, Instant now) {
        Map<CheckId, Job> sending = jobs.stream()
                .filter(job -> !job.next.isAfter(now))
                .collect(Collectors.toMap(job -> job.id, job -> job));
        if (sending.isEmpty()) {
            return;
        }
        checks.save(checks.lock(sending.keySet()).stream()
                .map(check -> check.with(
                        Objects.requireNonNull(sending.get(check.id())).sentUntil(now, check.state())))
                .toList());
    }

    private List<CheckId> flipped() {
        return fixtures.jdbc()
                .sql("SELECT check_id FROM flips WHERE to_status = 'DOWN'")
                .query((row, n) -> new CheckId(row.getObject("check_id", UUID.class)))
                .list();
    }

    private List<Job> jobs() {
        List<CheckId> made = new ArrayList<>();
        for (int n = 0; n < JOBS; n++) {
            Map<String, Object> fields = new HashMap<>(schedule(n));
            fields.put("name", "job " + n);
            fields.put("grace", 60 * (1 + random.nextInt(20)));
            made.add(checks.create(project.id(), CheckRequests.of(fields)).id());
        }
        List<Job> jobs = new ArrayList<>();
        for (LockedCheck check : checks.lock(made)) {
            jobs.add(new Job(check, dies(made.indexOf(check.id()))));
        }
        return jobs;
    }

    /** Of each kind of schedule as many. */
    private static boolean dies(int n) {
        return n % EVERY_NTH_DIES == n / EVERY_NTH_DIES % KINDS;
    }

    private Map<String, Object> schedule(int n) {
        String zone = ZONES.get(random.nextInt(ZONES.size()));
        return switch (n % KINDS) {
            case 0 -> Map.of("timeout", 60 * (1 + random.nextInt(120)));
            case 1 -> Map.of("schedule", cron(), "tz", zone);
            case 2 -> Map.of("schedule", calendar(), "tz", zone);
            default -> Map.of("timeout", 300 * (1 + random.nextInt(12)));
        };
    }

    private String cron() {
        int minute = random.nextInt(60);
        List<String> all =
                List.of("* * * * *", "*/5 * * * *", "*/15 * * * *", minute + " * * * *", minute + " */2 * * *");
        return all.get(random.nextInt(all.size()));
    }

    private String calendar() {
        int minute = random.nextInt(60);
        List<String> all = List.of("*:0/10", "*:" + minute, "Mon..Sun *-*-* 0/2:" + minute + ":30", "minutely");
        return all.get(random.nextInt(all.size()));
    }

    /**
     * A job runs when its schedule says so, takes at most its grace time, and pings at the end; some ping at the start.
     */
    private final class Job {

        private final CheckId id;
        private final LockedCheck check;
        private final boolean dies;
        private final boolean starts;
        private Instant due;
        private Instant next;
        private boolean isRunning;
        private @Nullable Instant firstAfter;

        Job(LockedCheck check, boolean dies) {
            this.id = check.id();
            this.check = check;
            this.dies = dies;
            this.starts = random.nextInt(3) == 0;
            this.due = START.plusSeconds(random.nextInt(60));
            this.next = due;
        }

        CheckState sentUntil(Instant now, CheckState before) {
            CheckState state = before;
            while (!next.isAfter(now)) {
                boolean isLost = next.isAfter(BEGAN) && (dies || next.isBefore(ENDED));
                if (!isLost) {
                    state = isRunning ? state.started(next, null) : state.succeeded(next, null);
                    firstAfter = firstAfter == null && !next.isBefore(ENDED) ? next : firstAfter;
                }
                advance();
            }
            return state;
        }

        /** A run ends before its grace time, which also covers that it varies, and before the next run. */
        private void advance() {
            if (isRunning) {
                isRunning = false;
                next = due.plus(duration());
                return;
            }
            due = following();
            isRunning = starts;
            next = starts ? due : due.plus(duration());
        }

        private Duration duration() {
            long longest = Math.min(
                    check.grace().toSeconds() - 30,
                    Duration.between(due, following()).toSeconds() - 1);
            return Duration.ofSeconds(1 + random.nextInt((int) longest));
        }

        private Instant following() {
            @Nullable Instant following = check.schedule().nextAfter(due);
            return following == null ? END.plusSeconds(1) : following;
        }
    }
}
