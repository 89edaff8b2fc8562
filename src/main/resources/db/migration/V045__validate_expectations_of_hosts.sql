-- The rules of V044, for the rows that were there before them. Pings go on while this looks through them.
ALTER TABLE checks VALIDATE CONSTRAINT checks_expected_hosts_is_in_range;
ALTER TABLE checks VALIDATE CONSTRAINT checks_expected_numbers_have_a_period;
ALTER TABLE check_states VALIDATE CONSTRAINT check_states_period_hosts_are_few;
