-- Rows that are beyond the limits come from a hand-edited import. A duration becomes the longest that the API takes; a
-- ping at an impossible time becomes no ping; a deadline stays a deadline, at the end of the range.
UPDATE checks
SET period_seconds = LEAST(period_seconds, 31536000),
    grace_seconds = LEAST(grace_seconds, 31536000)
WHERE period_seconds > 31536000 OR grace_seconds > 31536000;

UPDATE check_states
SET ping_count = GREATEST(0, LEAST(ping_count, 1000000000000000)),
    last_ping_at = CASE
        WHEN last_ping_at BETWEEN '1970-01-01 00:00:00+00' AND '9999-12-31 23:59:59+00' THEN last_ping_at
    END,
    last_start_at = CASE
        WHEN last_start_at BETWEEN '1970-01-01 00:00:00+00' AND '9999-12-31 23:59:59+00' THEN last_start_at
    END,
    down_after = CASE
        WHEN down_after IS NOT NULL
        THEN LEAST(GREATEST(down_after, '1970-01-01 00:00:00+00'), '9999-12-31 23:59:59+00')
    END,
    sweep_after = CASE
        WHEN sweep_after IS NOT NULL
        THEN LEAST(GREATEST(sweep_after, '1970-01-01 00:00:00+00'), '9999-12-31 23:59:59+00')
    END
WHERE NOT (ping_count BETWEEN 0 AND 1000000000000000)
    OR NOT (last_ping_at BETWEEN '1970-01-01 00:00:00+00' AND '9999-12-31 23:59:59+00')
    OR NOT (last_start_at BETWEEN '1970-01-01 00:00:00+00' AND '9999-12-31 23:59:59+00')
    OR NOT (down_after BETWEEN '1970-01-01 00:00:00+00' AND '9999-12-31 23:59:59+00')
    OR NOT (sweep_after BETWEEN '1970-01-01 00:00:00+00' AND '9999-12-31 23:59:59+00');

ALTER TABLE checks VALIDATE CONSTRAINT checks_period_is_at_most_a_year;
ALTER TABLE checks VALIDATE CONSTRAINT checks_grace_is_at_most_a_year;
ALTER TABLE check_states VALIDATE CONSTRAINT check_states_ping_count_is_in_range;
ALTER TABLE check_states VALIDATE CONSTRAINT check_states_times_are_in_range;
