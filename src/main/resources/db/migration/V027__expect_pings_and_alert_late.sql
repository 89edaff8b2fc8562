-- At least so many pings in each period, and an alert when a ping is late. Both are off for existing checks.
ALTER TABLE checks
    ADD COLUMN expected_pings integer,
    ADD COLUMN expected_period_seconds bigint,
    ADD COLUMN notify_late boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT checks_expected_pings_is_in_range CHECK (expected_pings BETWEEN 1 AND 100000) NOT VALID,
    ADD CONSTRAINT checks_expected_period_is_in_range CHECK (expected_period_seconds BETWEEN 1 AND 31536000) NOT VALID,
    ADD CONSTRAINT checks_expected_pings_have_a_period CHECK (
        (expected_pings IS NULL) = (expected_period_seconds IS NULL)
    ) NOT VALID;

ALTER TABLE check_states
    -- The period in which pings are counted, and how many came.
    ADD COLUMN period_started_at timestamptz,
    ADD COLUMN period_pings integer NOT NULL DEFAULT 0,
    -- When to alert that a ping is late, and the late_after of the latest such alert.
    ADD COLUMN late_after timestamptz,
    ADD COLUMN late_alerted_after timestamptz,
    ADD CONSTRAINT check_states_period_pings_is_in_range CHECK (period_pings BETWEEN 0 AND 100000) NOT VALID,
    ADD CONSTRAINT check_states_more_times_are_in_range CHECK (
        period_started_at BETWEEN '1970-01-01 00:00:00+00' AND '9999-12-31 23:59:59+00'
        AND late_after BETWEEN '1970-01-01 00:00:00+00' AND '9999-12-31 23:59:59+00'
        AND late_alerted_after BETWEEN '1970-01-01 00:00:00+00' AND '9999-12-31 23:59:59+00'
    ) NOT VALID;

-- A flip with the reason LATE is the event that a ping is late. The status stays.
ALTER TABLE flips DROP CONSTRAINT flips_change_status;
ALTER TABLE flips ADD CONSTRAINT flips_change_status CHECK ((from_status <> to_status) = (reason <> 'LATE')) NOT VALID;
