-- The limits of the API, held by the database as well: a number or a time beyond them cannot be added to a date, and an
-- import or a person with psql may write what the API would refuse.
-- Existing rows are corrected and looked through by the next migration, which holds up no ping.
ALTER TABLE checks
    ADD CONSTRAINT checks_period_is_at_most_a_year CHECK (period_seconds <= 31536000) NOT VALID,
    ADD CONSTRAINT checks_grace_is_at_most_a_year CHECK (grace_seconds <= 31536000) NOT VALID;

ALTER TABLE check_states
    ADD CONSTRAINT check_states_ping_count_is_in_range CHECK (ping_count BETWEEN 0 AND 1000000000000000) NOT VALID,
    ADD CONSTRAINT check_states_times_are_in_range CHECK (
        last_ping_at BETWEEN '1970-01-01 00:00:00+00' AND '9999-12-31 23:59:59+00'
        AND last_start_at BETWEEN '1970-01-01 00:00:00+00' AND '9999-12-31 23:59:59+00'
        AND down_after BETWEEN '1970-01-01 00:00:00+00' AND '9999-12-31 23:59:59+00'
        AND sweep_after BETWEEN '1970-01-01 00:00:00+00' AND '9999-12-31 23:59:59+00'
    ) NOT VALID;
