package dev.rollcall.check;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.rollcall.check.schedule.Every;
import dev.rollcall.check.schedule.Schedule;
import dev.rollcall.check.schedule.ScheduleExpression;
import dev.rollcall.check.state.CheckState;
import dev.rollcall.check.state.KeywordFilter;
import dev.rollcall.check.state.PingQuota;
import dev.rollcall.check.state.RunPolicy;
import dev.rollcall.platform.api.ApiTimestamp;
import dev.rollcall.platform.api.ContractVersion;
import dev.rollcall.platform.deploy.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A check in the form of one version of the published API. A read-only key sees {@code unique_key} in place of
 * everything that would allow a caller to ping or change the check.
 */
public record CheckBody(
        @JsonUnwrapped CheckView.Labels labels,
        long grace,
        @JsonUnwrapped StateBody state,
        @JsonProperty("manual_resume") boolean manualResume,
        String methods,
        @JsonUnwrapped FilterBody filters,
        @JsonUnwrapped RunBody runs,

        @JsonProperty("badge_url") String badgeUrl,

        @JsonProperty("unique_key") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        String uniqueKey,

        @JsonUnwrapped @Nullable AddressBody addresses,
        @JsonUnwrapped ScheduleBody expected,

        @JsonProperty("depends_on") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> dependsOn,

        @JsonAnyGetter Map<String, Object> additions) {

    /** The check at {@code now}; without its secrets for {@code readOnly}. */
    public static CheckBody of(CheckView check, Instant now, Site site, ContractVersion version, boolean readOnly) {
        return new CheckBody(
                check.labels(),
                check.grace().toSeconds(),
                StateBody.of(check, now, version),
                check.policy().manualResume(),
                check.policy().methods(),
                FilterBody.of(check.policy().keywords()),
                RunBody.of(check.policy().runs()),
                site.url("/b/2/" + check.badgeKey() + ".svg"),
                readOnly ? check.uniqueKey() : null,
                readOnly ? null : AddressBody.of(check, site, version),
                ScheduleBody.of(check, now),
                dependsOn(check, readOnly),
                Map.of());
    }

    /** The same check with fields of other modules, by name. */
    CheckBody with(Map<String, Object> fields) {
        return new CheckBody(
                labels,
                grace,
                state,
                manualResume,
                methods,
                filters,
                runs,
                badgeUrl,
                uniqueKey,
                addresses,
                expected,
                dependsOn,
                fields);
    }

    /** A read-only key gets unique keys, as for the check itself. */
    private static List<String> dependsOn(CheckView check, boolean readOnly) {
        return check.links().parents().stream()
                .map(parent -> readOnly ? parent.uniqueKey() : parent.id().toString())
                .toList();
    }

    /**
     * The state of the check. Version 1 shows the status {@code started} while a run is under way.
     *
     * @param acknowledgedAt our extension of version 3; absent unless the check is down and a person has acknowledged
     *     that
     */
    record StateBody(
            @JsonProperty("n_pings") long pings,
            String status,

            boolean started,

            @JsonProperty("last_ping") @Nullable String lastPing,
            @JsonProperty("next_ping") @Nullable String nextPing,

            @JsonProperty("last_duration") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long lastDuration,

            @JsonProperty("acknowledged_at") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String acknowledgedAt) {

        static StateBody of(CheckView check, Instant now, ContractVersion version) {
            CheckState state = check.state();
            boolean isOverdue = check.deadlines().isOverdue(now);
            boolean isStartedShown = version == ContractVersion.V1 && check.isRunningAt(now);
            return new StateBody(
                    state.pingCount(),
                    isStartedShown ? "started" : check.statusAt(now),
                    state.lastStartAt() != null,
                    ApiTimestamp.ofNullable(state.lastPingAt()),
                    ApiTimestamp.ofNullable(isOverdue ? null : state.expectedAt(check.schedule())),
                    state.lastDuration() == null ? null : state.lastDuration().toSeconds(),
                    version == ContractVersion.V3 ? ApiTimestamp.ofNullable(check.acknowledgedAt()) : null);
        }
    }

    /**
     * The keyword filter. {@code subject} and {@code subject_fail} are older names, empty unless subjects are searched.
     */
    record FilterBody(
            String subject,
            @JsonProperty("subject_fail") String subjectFail,
            @JsonProperty("start_kw") String startKw,
            @JsonProperty("success_kw") String successKw,
            @JsonProperty("failure_kw") String failureKw,
            @JsonProperty("filter_subject") boolean filterSubject,
            @JsonProperty("filter_body") boolean filterBody,
            @JsonProperty("filter_http_body") boolean filterHttpBody,
            @JsonProperty("filter_default_fail") boolean filterDefaultFail) {

        static FilterBody of(KeywordFilter keywords) {
            return new FilterBody(
                    keywords.filterSubject() ? keywords.success() : "",
                    keywords.filterSubject() ? keywords.failure() : "",
                    keywords.start(),
                    keywords.success(),
                    keywords.failure(),
                    keywords.filterSubject(),
                    keywords.filterBody(),
                    keywords.filterHttpBody(),
                    keywords.filterDefaultFail());
        }
    }

    /** What the check expects of its runs, in seconds and signals. Our extension; a field that is not set is absent. */
    record RunBody(
            @JsonProperty("start_grace") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long startGrace,

            @JsonProperty("max_duration") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long maxDuration,

            @JsonProperty("min_duration") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long minDuration,

            @JsonProperty("failure_tolerance") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Integer failureTolerance,

            @JsonProperty("recovery_tolerance") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Integer recoveryTolerance,

            @JsonProperty("expected_pings") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Integer expectedPings,

            @JsonProperty("expected_hosts") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Integer expectedHosts,

            @JsonProperty("expected_period") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long expectedPeriod,

            @JsonProperty("notify_late") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Boolean notifyLate) {

        static RunBody of(RunPolicy runs) {
            PingQuota quota = runs.quota();
            return new RunBody(
                    seconds(runs.limits().startGrace()),
                    seconds(runs.limits().maxDuration()),
                    seconds(runs.limits().minDuration()),
                    tolerance(runs.tolerance().failures()),
                    tolerance(runs.tolerance().successes()),
                    quota == null ? null : number(quota.pings()),
                    quota == null ? null : number(quota.hosts()),
                    quota == null ? null : quota.period().toSeconds(),
                    runs.notifyLate() ? true : null);
        }

        private static @Nullable Long seconds(@Nullable Duration duration) {
            return duration == null ? null : duration.toSeconds();
        }

        private static @Nullable Integer number(int wanted) {
            return wanted == 0 ? null : wanted;
        }

        private static @Nullable Integer tolerance(int signals) {
            return signals == 1 ? null : signals;
        }
    }

    /** The fields that let a caller ping and change the check. */
    record AddressBody(
            String uuid,
            @JsonProperty("ping_url") String pingUrl,
            @JsonProperty("update_url") String updateUrl,
            @JsonProperty("pause_url") String pauseUrl,
            @JsonProperty("resume_url") String resumeUrl,
            String channels) {

        static AddressBody of(CheckView check, Site site, ContractVersion version) {
            String update = site.url(version.path("/checks/" + check.id()));
            return new AddressBody(
                    check.id().toString(),
                    site.url("/ping/" + check.id()),
                    update,
                    update + "/pause",
                    update + "/resume",
                    check.channels().stream().map(UUID::toString).collect(Collectors.joining(",")));
        }
    }

    /**
     * When a ping is expected: {@code timeout}, or {@code schedule} and {@code tz}.
     *
     * @param problem why no ping is expected; absent for a schedule that works. Our own extension
     */
    record ScheduleBody(
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long timeout,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String schedule,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String tz,

            @JsonProperty("schedule_problem") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String problem) {

        static ScheduleBody of(CheckView check, Instant now) {
            Schedule schedule = check.schedule();
            return new ScheduleBody(
                    schedule instanceof Every every ? every.period().toSeconds() : null,
                    schedule instanceof ScheduleExpression written ? written.expression() : null,
                    schedule instanceof ScheduleExpression written ? written.zoneName() : null,
                    check.scheduleProblemAt(now));
        }
    }
}
