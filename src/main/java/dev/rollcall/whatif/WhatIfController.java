package dev.rollcall.whatif;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rollcall.check.CheckNotFoundException;
import dev.rollcall.check.CheckRequest;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.platform.api.ApiTimestamp;
import dev.rollcall.platform.body.JsonBody;
import dev.rollcall.platform.process.WebController;
import dev.rollcall.project.Caller;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Answers what a check would have reported with other settings. Our extension of the API. */
@WebController
class WhatIfController {

    private final WhatIfs whatIfs;

    WhatIfController(WhatIfs whatIfs) {
        this.whatIfs = whatIfs;
    }

    @PostMapping("/api/v3/checks/{id}/what-if")
    WhatIfBody ask(@AuthenticationPrincipal Caller caller, @PathVariable String id, @JsonBody CheckRequest fields) {
        CheckId check = CheckId.parse(id).orElseThrow(CheckNotFoundException::new);
        return WhatIfBody.of(whatIfs.ask(caller.project(), check, fields));
    }

    /**
     * The answer; durations are in seconds.
     *
     * @param alerts the latest alerts that would have been sent
     * @param recordedAlerts the latest alerts that were sent
     */
    record WhatIfBody(
            @Nullable String from,
            String until,
            int pings,
            @JsonProperty("alert_count") int alertCount,
            List<AlertBody> alerts,
            @JsonProperty("recorded_alert_count") int recordedAlertCount,
            @JsonProperty("recorded_alerts") List<AlertBody> recordedAlerts,
            @Nullable Long lateness,
            @JsonProperty("proposed_grace") @Nullable Long proposedGrace,
            @JsonProperty("measured_runs") int measuredRuns,
            @JsonProperty("missed_runs") int missedRuns) {

        /** Keeps the answer small; the counts are complete. */
        private static final int MAX_ALERTS = 1_000;

        static WhatIfBody of(WhatIf result) {
            return new WhatIfBody(
                    ApiTimestamp.ofNullable(result.from()),
                    ApiTimestamp.of(result.until()),
                    result.pings(),
                    result.would().size(),
                    latest(result.would()),
                    result.were().size(),
                    latest(result.were()),
                    seconds(result.lateness()),
                    seconds(result.proposedGrace()),
                    result.measuredRuns(),
                    result.missedRuns());
        }

        private static List<AlertBody> latest(List<ReplayedAlert> alerts) {
            return alerts.subList(Math.max(0, alerts.size() - MAX_ALERTS), alerts.size()).stream()
                    .map(alert -> new AlertBody(
                            ApiTimestamp.of(alert.at()),
                            alert.status(),
                            alert.reason().label()))
                    .toList();
        }

        private static @Nullable Long seconds(@Nullable Duration duration) {
            return duration == null ? null : duration.toSeconds();
        }
    }

    record AlertBody(String timestamp, String status, String reason) {}
}
