package dev.rollcall.page.system;

import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.platform.worker.Backlog;
import dev.rollcall.platform.worker.Heartbeats;
import dev.rollcall.platform.worker.Outages;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Service;

/** Reads what the page of the system shows. */
@Service
@WebProcess
class SystemStates {

    private static final int MAX_OUTAGES = 10;

    private final Heartbeats heartbeats;
    private final Outages outages;
    private final List<Backlog> backlogs;
    private final Clock clock;

    SystemStates(Heartbeats heartbeats, Outages outages, List<Backlog> backlogs, Clock clock) {
        this.heartbeats = heartbeats;
        this.outages = outages;
        this.backlogs = backlogs;
        this.clock = clock;
    }

    SystemState present() {
        return new SystemState(
                heartbeats.processes(),
                backlogs.stream()
                        .map(backlog -> new SystemState.Queue(backlog.subject(), backlog.waiting()))
                        .toList(),
                outages.latest(MAX_OUTAGES),
                clock.instant());
    }
}
