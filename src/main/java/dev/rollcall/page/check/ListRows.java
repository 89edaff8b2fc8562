package dev.rollcall.page.check;

import dev.rollcall.check.state.CheckId;
import dev.rollcall.mute.Mute;
import dev.rollcall.mute.Mutes;
import dev.rollcall.page.schedule.ScheduleWords;
import dev.rollcall.platform.process.WebProcess;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Creates the rows of a page, with at most three statements for all of them. */
@Component
@WebProcess
class ListRows {

    private final RunEventStore events;
    private final Mutes mutes;
    private final ScheduleWords words;

    ListRows(RunEventStore events, Mutes mutes, ScheduleWords words) {
        this.events = events;
        this.mutes = mutes;
        this.words = words;
    }

    List<ListRow> of(List<ListedCheck> checks, Instant now, Locale language) {
        List<CheckId> ids = checks.stream().map(ListedCheck::id).toList();
        Map<CheckId, List<RunEvent>> runs = events.of(ids);
        Map<CheckId, Mute> muted = mutes.of(ids, now);
        return checks.stream()
                .map(check -> new ListRow(
                        check,
                        check.id().uniqueKey(),
                        words.withGrace(check.schedule(), check.grace(), language),
                        check.schedule().nextAfter(now) == null,
                        muted.get(check.id()),
                        new RunBar(RunEvent.outcomes(
                                runs.getOrDefault(check.id(), List.of()), check.schedule(), check.grace()))))
                .toList();
    }
}
