package dev.rollcall.admin.doctor;

import dev.rollcall.admin.Finding;
import dev.rollcall.admin.Probe;
import dev.rollcall.platform.config.EnvironmentVariables;
import dev.rollcall.platform.process.CommandLine;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Every fault in the variables that would keep web or worker from starting, by the same rules as at startup. */
@Component
@Order(10)
class VariablesProbe implements Probe {

    private final EnvironmentVariables variables;

    VariablesProbe(EnvironmentVariables variables) {
        this.variables = variables;
    }

    @Override
    public String name() {
        return "variables";
    }

    @Override
    public List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        // A file may have become unusable since the start.
        variables
                .readAgain()
                .faults()
                .forEach(fault -> findings.add(
                        Finding.broken(name(), fault, "set it as .env.example explains; nothing starts until then")));
        variables
                .misspelt()
                .forEach((name, meant) -> findings.add(
                        Finding.warn(name(), name + " is not a variable of Rollcall", "did you mean " + meant + "?")));
        if (findings.isEmpty()) {
            long set = variables.variables().stream()
                    .filter(variable -> variables.isSet(variable.name()))
                    .count();
            findings.add(Finding.ok(name(), set + " of ours are set, and usable"));
        }
        findings.add(launch());
        return findings;
    }

    /** What a start without arguments would run. */
    private Finding launch() {
        CommandLine launch = variables.launch();
        if (!launch.faults().isEmpty()) {
            return Finding.broken("launch", String.join("; ", launch.faults()), "correct or remove PROCESS and TASK");
        }
        return launch.isTask()
                ? Finding.warn(
                        "launch",
                        "TASK=" + launch.task() + ": a start without arguments runs this task, not web",
                        "set TASK for one process, not for the whole deploy")
                : Finding.ok("launch", "a start without arguments runs " + launch.label());
    }
}
