-- Pings from at least so many addresses in each period. It is off for existing checks.
ALTER TABLE checks
    ADD COLUMN expected_hosts integer,
    ADD CONSTRAINT checks_expected_hosts_is_in_range CHECK (expected_hosts BETWEEN 1 AND 100) NOT VALID,
    DROP CONSTRAINT checks_expected_pings_have_a_period,
    ADD CONSTRAINT checks_expected_numbers_have_a_period CHECK (
        (expected_pings IS NULL AND expected_hosts IS NULL) = (expected_period_seconds IS NULL)
    ) NOT VALID;

ALTER TABLE check_states
    -- The addresses that have pinged in the period, up to expected_hosts. Null for a check that does not count them.
    ADD COLUMN period_hosts text[],
    ADD CONSTRAINT check_states_period_hosts_are_few CHECK (cardinality(period_hosts) <= 100) NOT VALID;
