package dev.rollcall.audit;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.Instant;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** How long the audit log is kept: AUDIT_RETENTION. */
@Validated
@ConfigurationProperties("audit")
record AuditSettings(
        @DefaultValue("365d") @NotNull @DurationMin(days = 1) @DurationMax(days = 36_500)
        Duration retention) {

    Instant keptSince(Instant now) {
        return now.minus(retention);
    }
}
