package dev.rollcall.page.system;

import dev.rollcall.admin.Finding;
import dev.rollcall.admin.Probe;
import dev.rollcall.admin.doctor.Examination;
import dev.rollcall.platform.process.WebProcess;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/** What the doctor finds. Runs it at most once a minute in each process, however many pages are open. */
@Component
@WebProcess
class CachedFindings {

    private static final Duration KEEP = Duration.ofMinutes(1);

    /** Short, because a person waits. */
    private static final Duration MAX_TIME = Duration.ofSeconds(10);

    private final List<Probe> probes;
    private final Clock clock;
    private Found latest = new Found(List.of(), Instant.EPOCH);

    CachedFindings(List<Probe> probes, Clock clock) {
        this.probes = probes.stream().filter(Probe::isOnPage).toList();
        this.clock = clock;
    }

    /** Runs the probes if the last findings are too old. Other requests wait meanwhile, and get the same findings. */
    synchronized Found recent() {
        Instant now = clock.instant();
        if (!now.isBefore(latest.at().plus(KEEP)) || now.isBefore(latest.at())) {
            latest = new Found(Examination.of(probes, MAX_TIME), now);
        }
        return latest;
    }

    /** Findings, and when they were found. */
    record Found(List<Finding> findings, Instant at) {

        /** The findings that a person must look at, the worst first. */
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
