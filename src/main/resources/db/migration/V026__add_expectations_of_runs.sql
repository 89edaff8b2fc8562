-- What a check expects of the runs of its job. Null, and a tolerance of 1, is what the published API does.
-- The next migrations check existing rows against the constraints, without holding up a ping.
ALTER TABLE checks
    ADD COLUMN start_grace_seconds bigint,
    ADD COLUMN max_duration_seconds bigint,
    ADD COLUMN min_duration_seconds bigint,
    ADD COLUMN failure_tolerance smallint NOT NULL DEFAULT 1,
    ADD COLUMN recovery_tolerance smallint NOT NULL DEFAULT 1,
    ADD CONSTRAINT checks_start_grace_is_in_range CHECK (start_grace_seconds BETWEEN 1 AND 31536000) NOT VALID,
    ADD CONSTRAINT checks_max_duration_is_in_range CHECK (max_duration_seconds BETWEEN 1 AND 31536000) NOT VALID,
    ADD CONSTRAINT checks_min_duration_is_in_range CHECK (min_duration_seconds BETWEEN 1 AND 31536000) NOT VALID,
    ADD CONSTRAINT checks_min_duration_is_below_max CHECK (min_duration_seconds < max_duration_seconds) NOT VALID,
    ADD CONSTRAINT checks_failure_tolerance_is_in_range CHECK (failure_tolerance BETWEEN 1 AND 100) NOT VALID,
    ADD CONSTRAINT checks_recovery_tolerance_is_in_range CHECK (recovery_tolerance BETWEEN 1 AND 100) NOT VALID;

ALTER TABLE check_states
    -- Failures in a row while the check is not down, successes in a row while it is down.
    ADD COLUMN streak smallint NOT NULL DEFAULT 0,
    -- The reason of the flip at down_after. Null means TIMEOUT.
    ADD COLUMN down_reason text,
    ADD CONSTRAINT check_states_streak_is_in_range CHECK (streak BETWEEN 0 AND 100) NOT VALID,
    ADD CONSTRAINT check_states_down_reason_is_known CHECK (down_reason IN ('NOT_STARTED', 'TOO_LONG', 'TOO_FEW'))
        NOT VALID;

-- Existing rows satisfied a narrower rule.
ALTER TABLE flips DROP CONSTRAINT flips_reason_is_known;
ALTER TABLE flips ADD CONSTRAINT flips_reason_is_known CHECK (
    reason IN ('PING', 'FAIL', 'TIMEOUT', 'USER', 'NOT_STARTED', 'TOO_LONG', 'TOO_SHORT', 'TOO_FEW', 'LATE')
) NOT VALID;
