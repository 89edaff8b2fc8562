package dev.rollcall.check;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.rollcall.platform.Site;
import dev.rollcall.platform.Timestamp;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A check as the published API shows it. A reader who may only read gets {@code unique_key} in place of everything
 * that would let them ping or change it.
 */
@JsonPropertyOrder({"name", "slug", "tags", "desc", "grace", "n_pings", "status", "started", "last_ping", "next_ping"})
public record CheckBody(
        String name,
        String slug,
        String tags,
        String desc,
        long grace,
        @JsonProperty("n_pings") long pings,
        String status,
        boolean started,
        @JsonProperty("last_ping") @Nullable String lastPing,
        @JsonProperty("next_ping") @Nullable String nextPing,

        @JsonProperty("last_duration") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        Long lastDuration,

        @JsonProperty("manual_resume") boolean manualResume,
        String methods,
        @JsonProperty("start_kw") String startKw,
        @JsonProperty("success_kw") String successKw,
        @JsonProperty("failure_kw") String failureKw,
        @JsonProperty("filter_subject") boolean filterSubject,
        @JsonProperty("filter_body") boolean filterBody,
        @JsonProperty("filter_http_body") boolean filterHttpBody,
        @JsonProperty("filter_default_fail") boolean filterDefaultFail,

        @JsonProperty("unique_key") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        String uniqueKey,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String uuid,

        @JsonProperty("ping_url") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        String pingUrl,

        @JsonProperty("update_url") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        String updateUrl,

        @JsonProperty("pause_url") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        String pauseUrl,

        @JsonProperty("resume_url") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        String resumeUrl,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String channels,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long timeout,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String schedule,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String tz) {

    /** The check at {@code now}; with its secrets, or without. */
    public static CheckBody of(CheckView check, Instant now, Site site, boolean readOnly) {
        String address = site.url("/api/v3/checks/" + check.id());
        CheckState state = check.state();
        return new CheckBody(
                check.name(),
                check.slug(),
                check.tags(),
                check.description(),
                check.grace().toSeconds(),
                state.pingCount(),
                check.statusAt(now),
                state.lastStartAt() != null,
                Timestamp.ofNullable(state.lastPingAt()),
                Timestamp.ofNullable(
                        state.isOverdue(now, check.schedule(), check.grace())
                                ? null
                                : state.expectedAt(check.schedule())),
                state.lastDuration() == null ? null : state.lastDuration().toSeconds(),
                check.manualResume(),
                check.methods(),
                check.keywords().start(),
                check.keywords().success(),
                check.keywords().failure(),
                check.keywords().filterSubject(),
                check.keywords().filterBody(),
                check.keywords().filterHttpBody(),
                check.keywords().filterDefaultFail(),
                readOnly ? check.uniqueKey() : null,
                readOnly ? null : check.id().toString(),
                readOnly ? null : site.url("/ping/" + check.id()),
                readOnly ? null : address,
                readOnly ? null : address + "/pause",
                readOnly ? null : address + "/resume",
                readOnly ? null : check.channels().stream().map(UUID::toString).collect(Collectors.joining(",")),
                check.schedule() instanceof Every every ? every.period().toSeconds() : null,
                check.schedule() instanceof Expression written ? written.expression() : null,
                check.schedule() instanceof Expression written ? written.zone().getId() : null);
    }
}
