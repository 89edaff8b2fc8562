package dev.rollcall.mute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.flip.Flips;
import dev.rollcall.flip.Sweeper;
import dev.rollcall.mute.MuteModel.Job;
import dev.rollcall.mute.MuteModel.Window;
import dev.rollcall.project.Projects;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/**
 * Compares {@link Mutes} with {@link MuteModel}: random windows, snoozes, dependencies, pings, pauses and steps of the
 * clock, all over HTTP.
 */
@RollcallTest
class MutesModelTest {

    private static final Instant MIDNIGHT = Instant.parse("2026-03-02T00:00:00Z");
    private static final ZoneId RIGA = ZoneId.of("Europe/Riga");
    private static final List<String> TAGS = List.of("db", "web", "test");
    private static final int JOBS = 12;
    private static final int WINDOWS = 6;
    private static final int STEPS = 60;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private Mutes mutes;

    @Autowired
    private Flips flips;

    private Projects.NewProject project;
    private Map<Job, UUID> ids = new HashMap<>();
    private MuteModel model = new MuteModel();

    /** The sweep looks at the checks of all projects. */
    @BeforeEach
    void startWithNone() {
        fixtures.clear();
        project = fixtures.project();
        clock.set(MIDNIGHT);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyCheckIsMutedAsItsModelSays(long seed) {
        play(seed);
    }

    /** The comparison would prove nothing if the random actions never muted a check, or always. */
    @Test
    void theRandomActionsLeadToEveryReason() {
        assertThat(play(11)).containsExactly("MAINTENANCE", "PARENT", "PARENT without an end", "SNOOZE", "not muted");
    }

    /** Returns what was seen. */
    private Set<String> play(long seed) {
        var random = new Random(seed);
        makeJobs(random);
        makeWindows(random);
        Set<String> seen = new TreeSet<>();
        for (int step = 0; step < STEPS; step++) {
            clock.set(clock.instant().plusSeconds(1 + random.nextInt(random.nextInt(10) == 0 ? 9_000 : 900)));
            sweep();
            for (Job job : model.jobs) {
                act(random, job);
            }
            compare("seed " + seed + ", step " + step, seen);
        }
        return seen;
    }

    private void compare(String when, Set<String> seen) {
        Instant now = clock.instant();
        Map<CheckId, Mute> found =
                mutes.of(ids.values().stream().map(CheckId::new).toList(), now);
        for (Job job : model.jobs) {
            List<Mute> expected = model.of(job, now);
            Mute mute = found.get(new CheckId(id(job)));
            if (mute == null) {
                assertThat(expected).as(job.name + ", " + when).isEmpty();
                seen.add("not muted");
            } else {
                assertThat(expected).as(job.name + ", " + when).contains(mute);
                seen.add(mute.reason() + (mute.until() == null ? " without an end" : ""));
            }
        }
    }

    private void sweep() {
        while (Sweeper.sweep(flips, clock.instant(), 100) > 0) {
            // The next ones.
        }
        model.jobs.forEach(job -> job.sweep(clock.instant()));
    }

    private void act(Random random, Job job) {
        UUID id = id(job);
        switch (random.nextInt(24)) {
            case 0 -> {
                fixtures.ping(id, "/fail");
                job.fail();
            }
            case 1, 2, 3, 4 -> {
                fixtures.ping(id, "");
                job.succeed(clock.instant());
            }
            case 5 -> {
                post("checks/" + id + "/pause", "");
                job.pause(clock.instant());
            }
            case 6 -> {
                int seconds = 1 + random.nextInt(3_000);
                post("checks/" + id + "/snooze", "{\"seconds\": " + seconds + "}");
                job.snoozedUntil = clock.instant().plusSeconds(seconds);
            }
            case 7 -> {
                post("checks/" + id + "/unsnooze", "");
                job.snoozedUntil = null;
            }
            case 8 -> depend(random, job);
            default -> {
                // Nothing happens.
            }
        }
    }

    /** A job depends on earlier ones only, so there is no circle. */
    private void depend(Random random, Job job) {
        int before = model.jobs.indexOf(job);
        Set<Job> parents = IntStream.range(0, Math.min(before, random.nextInt(3)))
                .mapToObj(n -> model.jobs.get(random.nextInt(before)))
                .collect(Collectors.toSet());
        post("checks/" + id(job), "{\"depends_on\": " + list(parents) + "}");
        job.parents.clear();
        job.parents.addAll(parents);
    }

    private void makeJobs(Random random) {
        for (int n = 0; n < JOBS; n++) {
            Set<String> tags = some(random, TAGS);
            var job = new Job(
                    "job " + n,
                    tags,
                    Duration.ofMinutes(20 + random.nextInt(100)),
                    Duration.ofSeconds(60 + random.nextInt(3_000)));
            ids.put(
                    job,
                    fixtures.check(
                            project,
                            "{\"name\": \"%s\", \"tags\": \"%s\", \"timeout\": %d, \"grace\": %d}"
                                    .formatted(
                                            job.name,
                                            String.join(" ", tags),
                                            job.period.toSeconds(),
                                            job.grace.toSeconds())));
            model.jobs.add(job);
        }
        model.jobs.forEach(job -> depend(random, job));
    }

    private void makeWindows(Random random) {
        for (int n = 0; n < WINDOWS; n++) {
            String name = "window " + n;
            boolean all = random.nextInt(8) == 0;
            Set<String> tags = all ? Set.of() : some(random, TAGS);
            Set<Job> jobs = all ? Set.of() : some(random, model.jobs);
            if (tags.isEmpty() && jobs.isEmpty()) {
                all = true;
            }
            String scope = all
                    ? "\"all_checks\": true"
                    : "\"tags\": \"" + String.join(" ", tags) + "\", \"checks\": " + list(jobs);
            if (random.nextInt(3) == 0) {
                Instant start = MIDNIGHT.plus(Duration.ofMinutes(random.nextInt(600)));
                Instant end = start.plus(Duration.ofMinutes(1 + random.nextInt(120)));
                post(
                        "maintenance-windows/",
                        "{\"name\": \"%s\", \"start\": \"%s\", \"end\": \"%s\", %s}"
                                .formatted(name, start, end, scope));
                model.windows.add(new Window(
                        name, all, tags, jobs, start, end, Set.of(), Set.of(), ZoneOffset.UTC, Duration.ZERO));
            } else {
                repeated(random, name, all, tags, jobs, scope);
            }
        }
    }

    private void repeated(Random random, String name, boolean all, Set<String> tags, Set<Job> jobs, String scope) {
        int hour = random.nextInt(20);
        Set<Integer> hours = new HashSet<>(List.of(hour, hour + 1, hour + 3));
        Set<Integer> minutes = random.nextBoolean() ? Set.of(0, 20, 40) : Set.of(random.nextInt(60));
        ZoneId zone = random.nextBoolean() ? RIGA : ZoneId.of("UTC");
        Duration duration = Duration.ofMinutes(1 + random.nextInt(100));
        post(
                "maintenance-windows/",
                "{\"name\": \"%s\", \"schedule\": \"%s %s * * *\", \"tz\": \"%s\", \"duration\": %d, %s}"
                        .formatted(name, commas(minutes), commas(hours), zone, duration.toSeconds(), scope));
        model.windows.add(new Window(name, all, tags, jobs, null, null, hours, minutes, zone, duration));
    }

    private void post(String path, String body) {
        MvcTestResult done = fixtures.call(HttpMethod.POST, "/api/v3/" + path, project.readWriteKey(), body);
        assertThat(done.getResponse().getStatus()).as(body).isBetween(200, 201);
    }

    private String list(Set<Job> jobs) {
        return jobs.stream().map(job -> "\"" + id(job) + "\"").collect(Collectors.joining(", ", "[", "]"));
    }

    private static String commas(Set<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static <T> Set<T> some(Random random, List<T> all) {
        List<T> chosen = new ArrayList<>(all);
        chosen.removeIf(each -> random.nextInt(3) > 0);
        return new HashSet<>(chosen);
    }

    private UUID id(Job job) {
        return Objects.requireNonNull(ids.get(job));
    }
}
