package dev.rollcall.page.system;

import dev.rollcall.platform.process.ProcessType;
import dev.rollcall.platform.worker.Backlog;
import dev.rollcall.platform.worker.Heartbeats;
import dev.rollcall.platform.worker.Outage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** The state of this deploy at one moment. */
record SystemState(List<Heartbeats.RunningProcess> processes, List<Queue> queues, List<Outage> outages, Instant at) {

    /** What an operator should know first. */
    public Verdict verdict() {
        if (!isAtWork(ProcessType.WORKER)) {
            return Verdict.NO_WORKER;
        }
        if (!isAtWork(ProcessType.WEB)) {
            return Verdict.NO_WEB;
        }
        return lag().compareTo(Backlog.MAX_LAG) > 0 ? Verdict.LATE : Verdict.WELL;
    }

    /** How long the oldest due work has waited. */
    public Duration lag() {
        return queues.stream()
                .map(queue -> queue.waiting().since())
                .filter(Objects::nonNull)
                .map(since -> Duration.between(since, at))
                .filter(lag -> !lag.isNegative())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** The sum over all active web processes. */
    public double pingsPerSecond() {
        return processes.stream()
                .filter(Heartbeats.RunningProcess::isAlive)
                .map(Heartbeats.RunningProcess::pingsPerSecond)
                .filter(Objects::nonNull)
                .mapToDouble(Float::doubleValue)
                .sum();
    }

    private boolean isAtWork(ProcessType type) {
        return processes.stream().anyMatch(process -> process.type() == type && process.isAlive());
    }

    /** Work that waits for workers. */
    record Queue(String subject, Backlog.Waiting waiting) {}

    /** The worst fact, as the last part of the key of its text. */
    enum Verdict {
        NO_WORKER,
        NO_WEB,
        LATE,
        WELL
    }
}
