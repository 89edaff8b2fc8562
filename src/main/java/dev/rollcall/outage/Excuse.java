package dev.rollcall.outage;

import dev.rollcall.check.state.CheckId;
import dev.rollcall.platform.worker.Outage;
import java.time.Instant;

/**
 * A deadline that was moved because a ping may have been lost in an outage.
 *
 * @param uniqueKey stands for the check where its id must not be shown
 */
record Excuse(
        long id,
        CheckId check,
        String checkName,
        String uniqueKey,
        Outage outage,
        Instant excusedAt,
        Instant oldDownAfter,
        Instant newDownAfter) {}
