package dev.rollcall.check;

import dev.rollcall.check.lookup.Slug;
import dev.rollcall.check.schedule.Every;
import dev.rollcall.check.schedule.Schedule;
import dev.rollcall.check.schedule.ScheduleExpression;
import dev.rollcall.check.schedule.StoredSchedule;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.check.state.PingQuota;
import dev.rollcall.check.state.RunLimits;
import dev.rollcall.check.state.RunPolicy;
import dev.rollcall.check.state.Tolerance;
import dev.rollcall.platform.api.ContractVersion;
import dev.rollcall.platform.problem.InvalidRequestException;
import dev.rollcall.project.ProjectId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A check's definition. Its state is stored separately, by SQL, so saving the definition cannot undo a ping. */
@Entity
@Table(name = "checks")
class Check {

    @Id
    private UUID id;

    @Column(updatable = false)
    private UUID projectId;

    @Column(updatable = false)
    private String uniqueKey;

    @Column
    private String name = "";

    @Column
    private String slug = "";

    @Column
    private String tags = "";

    @Column
    private String description = "";

    @Column
    private @Nullable Long periodSeconds;

    @Column
    private @Nullable String cron;

    @Column
    private @Nullable String timeZone;

    @Column
    private long graceSeconds;

    @Column
    private @Nullable Long startGraceSeconds;

    @Column
    private @Nullable Long maxDurationSeconds;

    @Column
    private @Nullable Long minDurationSeconds;

    @Column
    private short failureTolerance = 1;

    @Column
    private short recoveryTolerance = 1;

    @Column
    private @Nullable Integer expectedPings;

    @Column
    private @Nullable Integer expectedHosts;

    @Column
    private @Nullable Long expectedPeriodSeconds;

    @Column
    private boolean notifyLate;

    @Column
    private boolean manualResume;

    @Column
    private String methods = "";

    @Column
    private String startKeywords = "";

    @Column
    private String successKeywords = "";

    @Column
    private String failureKeywords = "";

    @Column
    private boolean filterSubject;

    @Column
    private boolean filterBody;

    @Column
    private boolean filterHttpBody;

    @Column
    private boolean filterDefaultFail;

    @Column(updatable = false)
    private Instant createdAt;

    @Version
    private @Nullable Integer version;

    @SuppressWarnings("NullAway.Init") // for Hibernate, which fills the fields
    protected Check() {}

    Check(CheckId id, ProjectId project, Schedule schedule, Duration grace, Instant createdAt) {
        this.id = id.value();
        this.projectId = project.value();
        this.uniqueKey = id.uniqueKey();
        this.createdAt = createdAt;
        reschedule(schedule, grace);
    }

    CheckId id() {
        return new CheckId(id);
    }

    Schedule schedule() {
        return StoredSchedule.of(periodSeconds, cron, timeZone);
    }

    Duration grace() {
        return Duration.ofSeconds(graceSeconds);
    }

    RunPolicy runs() {
        return new RunPolicy(
                new RunLimits(duration(startGraceSeconds), duration(maxDurationSeconds), duration(minDurationSeconds)),
                new Tolerance(failureTolerance, recoveryTolerance),
                quota(),
                notifyLate);
    }

    private @Nullable PingQuota quota() {
        return expectedPeriodSeconds == null
                ? null
                : new PingQuota(
                        expectedPings == null ? 0 : expectedPings,
                        expectedHosts == null ? 0 : expectedHosts,
                        Duration.ofSeconds(expectedPeriodSeconds));
    }

    /** The fields that contradict each other. */
    Map<String, String> faults() {
        Map<String, String> faults = new TreeMap<>();
        if (minDurationSeconds != null && maxDurationSeconds != null && minDurationSeconds >= maxDurationSeconds) {
            faults.put(
                    "min_duration",
                    InvalidRequestException.withCure(
                            "is not less than max_duration", "no run could succeed; change one of them"));
        }
        if (expectedPings == null && expectedHosts == null && expectedPeriodSeconds != null) {
            faults.put(
                    "expected_pings",
                    InvalidRequestException.withCure("is missing", "expected_period needs it or expected_hosts"));
        }
        if ((expectedPings != null || expectedHosts != null) && expectedPeriodSeconds == null) {
            faults.put(
                    "expected_period",
                    InvalidRequestException.withCure("is missing", "expected_pings and expected_hosts need it"));
        }
        return faults;
    }

    void reschedule(Schedule schedule, Duration grace) {
        graceSeconds = grace.toSeconds();
        periodSeconds = schedule instanceof Every every ? every.period().toSeconds() : null;
        cron = schedule instanceof ScheduleExpression expression ? expression.expression() : null;
        timeZone = schedule instanceof ScheduleExpression expression ? expression.zoneName() : null;
    }

    /** Changes what the request sets, except the schedule and the grace time, and leaves the rest. */
    void describe(CheckRequest fields, ContractVersion version) {
        if (version != ContractVersion.V3
                && fields.name() != null
                && !fields.name().equals(name)) {
            slug = Slug.of(fields.name());
        }
        name = fields.name() == null ? name : fields.name();
        slug = fields.slug() == null ? slug : fields.slug();
        tags = fields.tags() == null ? tags : fields.tags().strip();
        description = fields.desc() == null ? description : fields.desc();
        manualResume = fields.manualResume() == null ? manualResume : fields.manualResume();
        methods = fields.methods() == null ? methods : fields.methods();
        filter(fields);
        expect(fields);
    }

    private void expect(CheckRequest fields) {
        startGraceSeconds = seconds(fields.startGrace(), startGraceSeconds);
        maxDurationSeconds = seconds(fields.maxDuration(), maxDurationSeconds);
        minDurationSeconds = seconds(fields.minDuration(), minDurationSeconds);
        failureTolerance = fields.failureTolerance() == null ? failureTolerance : fields.failureTolerance();
        recoveryTolerance = fields.recoveryTolerance() == null ? recoveryTolerance : fields.recoveryTolerance();
        expectQuota(fields);
        notifyLate = fields.notifyLate() == null ? notifyLate : fields.notifyLate();
    }

    /** A quota is removed when its period is set to 0, or when none of its numbers is left. */
    private void expectQuota(CheckRequest fields) {
        expectedPings = number(fields.expectedPings(), expectedPings);
        expectedHosts = number(fields.expectedHosts(), expectedHosts);
        boolean hasNoNumber = expectedPings == null && expectedHosts == null;
        boolean dropsNumber = Objects.equals(fields.expectedPings(), 0) || Objects.equals(fields.expectedHosts(), 0);
        if (Objects.equals(fields.expectedPeriod(), 0L) || (hasNoNumber && dropsNumber)) {
            expectedPings = null;
            expectedHosts = null;
            expectedPeriodSeconds = null;
        } else {
            expectedPeriodSeconds = seconds(fields.expectedPeriod(), expectedPeriodSeconds);
        }
    }

    private void filter(CheckRequest fields) {
        startKeywords = fields.startKw() == null ? startKeywords : fields.startKw();
        successKeywords = fields.subject() == null ? successKeywords : fields.subject();
        failureKeywords = fields.subjectFail() == null ? failureKeywords : fields.subjectFail();
        if (fields.subject() != null || fields.subjectFail() != null) {
            filterSubject = !successKeywords.isEmpty() || !failureKeywords.isEmpty();
        }
        successKeywords = fields.successKw() == null ? successKeywords : fields.successKw();
        failureKeywords = fields.failureKw() == null ? failureKeywords : fields.failureKw();
        filterSubject = fields.filterSubject() == null ? filterSubject : fields.filterSubject();
        filterBody = fields.filterBody() == null ? filterBody : fields.filterBody();
        filterHttpBody = fields.filterHttpBody() == null ? filterHttpBody : fields.filterHttpBody();
        filterDefaultFail = fields.filterDefaultFail() == null ? filterDefaultFail : fields.filterDefaultFail();
    }

    /** The stored seconds after a request: 0 removes them, and null leaves them. */
    private static @Nullable Long seconds(@Nullable Long given, @Nullable Long current) {
        if (given == null) {
            return current;
        }
        return given == 0 ? null : given;
    }

    /** The stored number after a request: 0 removes it, and null leaves it. */
    private static @Nullable Integer number(@Nullable Integer given, @Nullable Integer current) {
        if (given == null) {
            return current;
        }
        return given == 0 ? null : given;
    }

    private static @Nullable Duration duration(@Nullable Long seconds) {
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }
}
