package dev.rollcall.admin.doctor;

import dev.rollcall.admin.AdminTask;
import dev.rollcall.admin.Finding;
import dev.rollcall.admin.Probe;
import dev.rollcall.admin.TaskDefinition;
import dev.rollcall.admin.TaskOptions;
import dev.rollcall.admin.TaskResult;
import dev.rollcall.platform.process.StartupScope;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Examines its own environment, and says what is broken and what to do about it. Changes nothing. */
@TaskDefinition(
        name = "doctor",
        summary = "examines this deploy and says what is broken and what to do; fails if anything is",
        needs = StartupScope.NOTHING)
class Doctor implements AdminTask {

    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final List<String> COLUMNS = List.of("check", "state", "found", "advice");

    private final List<Probe> probes;

    Doctor(List<Probe> probes) {
        this.probes = probes;
    }

    @Override
    public TaskResult run(TaskOptions options) {
        List<Finding> findings = Examination.of(probes, LONGEST);
        TaskResult table = TaskResult.rows(
                COLUMNS,
                findings.stream()
                        .map(finding ->
                                List.of(finding.check(), finding.state().label(), finding.found(), finding.advice()))
                        .toList());
        String broken = findings.stream()
                .filter(finding -> finding.state() == Finding.State.BROKEN)
                .map(Finding::check)
                .distinct()
                .collect(Collectors.joining(", "));
        return broken.isEmpty() ? table : table.butFailed("broken: " + broken);
    }
}
