package dev.rollcall.check;

import dev.rollcall.platform.ApiVersion;
import dev.rollcall.platform.InvalidRequestException;
import dev.rollcall.project.ProjectId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes what requests say about checks: definition, schedule and channels; within the transaction of {@link Checks}. */
@Component
class CheckDefinitions {

    private final CheckRepository definitions;
    private final CheckStateStore states;
    private final ChannelAssignments channels;
    private final CheckSettings settings;
    private final Clock clock;

    CheckDefinitions(
            CheckRepository definitions,
            CheckStateStore states,
            ChannelAssignments channels,
            CheckSettings settings,
            Clock clock) {
        this.definitions = definitions;
        this.states = states;
        this.channels = channels;
        this.settings = settings;
        this.clock = clock;
    }

    CheckId create(ProjectId project, CheckId id, CheckFields fields, ApiVersion version) {
        refuseFaults(fields, null);
        var check = new Check(id, project, fields.scheduleAfter(null), fields.graceAfter(null), clock.instant());
        check.describe(fields, version);
        definitions.saveAndFlush(check);
        states.insert(id);
        assignChannels(project, id, fields);
        return id;
    }

    void update(LockedCheck locked, CheckFields fields, ApiVersion version) {
        refuseFaults(fields, locked.schedule());
        Check check = definitions.findById(locked.id().value()).orElseThrow(CheckNotFoundException::new);
        Schedule schedule = fields.scheduleAfter(locked.schedule());
        Duration grace = fields.graceAfter(locked.grace());
        check.describe(fields, version);
        check.reschedule(schedule, grace);
        definitions.saveAndFlush(check);
        states.save(List.of(locked.with(schedule, grace)));
        assignChannels(locked.project(), locked.id(), fields);
    }

    void delete(CheckId id) {
        definitions.findById(id.value()).ifPresent(definitions::delete);
    }

    private void refuseFaults(CheckFields fields, @Nullable Schedule current) {
        Map<String, String> faults = fields.faults(settings.minPeriod());
        if (faults.isEmpty()) {
            faults = fields.scheduleFaults(current, clock.instant());
        }
        if (!faults.isEmpty()) {
            throw new InvalidRequestException(faults);
        }
    }

    private void assignChannels(ProjectId project, CheckId id, CheckFields fields) {
        if (fields.channels() != null) {
            channels.assign(id, channels.resolve(project, fields.channels()));
        }
    }
}
