package dev.rollcall.page.system;

import dev.rollcall.admin.Finding;
import dev.rollcall.admin.Probe;
import dev.rollcall.admin.doctor.Examination;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.platform.time.TimedCache;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What the doctor finds. Runs it at most once a minute in each process, however many pages are open. */
@Component
@WebProcess
class CachedFindings {

    private static final Duration KEEP = Duration.ofMinutes(1);

    /** Short, because a person is waiting. */
    private static final Duration MAX_TIME = Duration.ofSeconds(10);

    private static final String ALL = "all";

    private final List<Probe> probes;
    private final Clock clock;
    private final TimedCache<String, Found> latest;

    CachedFindings(List<Probe> probes, Clock clock) {
        this.probes = probes.stream().filter(Probe::isOnPage).toList();
        this.clock = clock;
        this.latest = new TimedCache<>(KEEP, 1, clock);
    }

    /** Runs the probes if the last findings are too old. Other requests wait meanwhile, and get the same findings. */
    Found recent() {
        return latest.get(ALL, this::examine).orElseThrow();
    }

    private Optional<Found> examine() {
        Instant now = clock.instant();
        return Optional.of(new Found(Examination.of(probes, MAX_TIME), now));
    }

    /** Findings, and when they were found. */
    record Found(List<Finding> findings, Instant at) {

        /** The findings that need a person, worst first. */
        public List<Finding> wrong() {
            return findings.stream()
                    .filter(finding -> finding.state() != Finding.State.OK)
                    .sorted(Comparator.comparing(Finding::state).reversed())
                    .toList();
        }

        public List<Finding> well() {
            return findings.stream()
                    .filter(finding -> finding.state() == Finding.State.OK)
                    .toList();
        }
    }
}
