package dev.rollcall.check;

import dev.rollcall.check.dependency.Dependencies;
import dev.rollcall.check.schedule.Schedule;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.check.state.CheckStateStore;
import dev.rollcall.check.state.LockedCheck;
import dev.rollcall.platform.api.ContractVersion;
import dev.rollcall.platform.problem.InvalidRequestException;
import dev.rollcall.project.ProjectId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Writes the definition, channels and dependencies of checks as requested, in the transaction of its caller. */
@Component
class CheckDefinitions {

    private final CheckRepository definitions;
    private final CheckStateStore states;
    private final ChannelAssignments channels;
    private final Dependencies dependencies;
    private final CheckSettings settings;
    private final Clock clock;

    CheckDefinitions(
            CheckRepository definitions,
            CheckStateStore states,
            ChannelAssignments channels,
            Dependencies dependencies,
            CheckSettings settings,
            Clock clock) {
        this.definitions = definitions;
        this.states = states;
        this.channels = channels;
        this.dependencies = dependencies;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Validates a request and looks up its channels and checks. That may take long, so it is done before anything is
     * locked.
     *
     * @throws InvalidRequestException naming every field at fault
     */
    CheckChange prepare(ProjectId project, CheckRequest fields) {
        refuse(fields.faults(settings.minPeriod()));
        return new CheckChange(
                fields,
                fields.channels() == null ? null : channels.resolve(project, fields.channels()),
                fields.dependsOn() == null ? null : dependencies.resolve(project, fields.dependsOn()));
    }

    CheckId create(ProjectId project, CheckId id, CheckChange change, ContractVersion version) {
        CheckRequest fields = change.fields();
        refuse(fields.scheduleFaults(null, clock.instant()));
        var check = new Check(id, project, fields.scheduleAfter(null), fields.graceAfter(null), clock.instant());
        check.describe(fields, version);
        refuse(check.faults());
        definitions.saveAndFlush(check);
        states.insert(id);
        assign(project, id, change);
        return id;
    }

    void update(LockedCheck locked, CheckChange change, ContractVersion version) {
        Check check = definitions.findById(locked.id().value()).orElseThrow(CheckNotFoundException::new);
        LockedCheck changed = change(locked, check, change.fields(), version);
        definitions.saveAndFlush(check);
        states.save(List.of(changed));
        assign(locked.project(), locked.id(), change);
    }

    /** The check after {@link #update}. Nothing is written: the caller's transaction only reads. */
    LockedCheck preview(LockedCheck current, CheckChange change) {
        Check check = definitions.findById(current.id().value()).orElseThrow(CheckNotFoundException::new);
        return change(current, check, change.fields(), ContractVersion.V3);
    }

    private LockedCheck change(LockedCheck locked, Check check, CheckRequest fields, ContractVersion version) {
        refuse(fields.scheduleFaults(locked.schedule(), clock.instant()));
        Schedule schedule = fields.scheduleAfter(locked.schedule());
        Duration grace = fields.graceAfter(locked.grace());
        check.describe(fields, version);
        check.reschedule(schedule, grace);
        refuse(check.faults());
        return locked.with(schedule, grace, locked.policy().with(check.runs()));
    }

    void delete(CheckId id) {
        definitions.findById(id.value()).ifPresent(definitions::delete);
    }

    private static void refuse(Map<String, String> faults) {
        if (!faults.isEmpty()) {
            throw new InvalidRequestException(faults);
        }
    }

    private void assign(ProjectId project, CheckId id, CheckChange change) {
        if (change.channels() != null) {
            channels.assign(id, change.channels());
        }
        if (change.parents() != null) {
            dependencies.replace(project, id, change.parents());
        }
    }
}
