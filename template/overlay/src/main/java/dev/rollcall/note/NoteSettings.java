package dev.rollcall.note;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** How often a worker removes notes that are over: NOTE_CLEANUP_INTERVAL. */
@Validated
@ConfigurationProperties("note")
record NoteSettings(
        @DefaultValue("1s") @NotNull @DurationMin(millis = 100) @DurationMax(minutes = 1)
        Duration cleanupInterval) {}
